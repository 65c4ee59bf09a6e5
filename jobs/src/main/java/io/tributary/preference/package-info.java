/**
 * What customers like: clusters of category preference that keep their ids, and the tables about
 * them.
 */
package io.tributary.preference;
