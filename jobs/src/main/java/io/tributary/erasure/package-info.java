/** Removes a person from everything that a workspace keeps. */
package io.tributary.erasure;
