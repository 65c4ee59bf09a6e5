/** The upkeep of the lake's tables: their files, not their rows. */
package io.tributary.maintenance;
