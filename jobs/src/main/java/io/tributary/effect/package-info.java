/**
 * Whether campaigns worked: who was assigned to which arm, what was known of them then, what they
 * did after it, and what would have happened anyway.
 */
package io.tributary.effect;
