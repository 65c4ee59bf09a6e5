/** Journeys: who enters one and when, and which of their steps falls due on a night. */
package io.tributary.journey;
