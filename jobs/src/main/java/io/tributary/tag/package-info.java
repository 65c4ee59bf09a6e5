/**
 * Tags (标签): further columns of {@code customers} that a workspace defines in {@code tags/*.yaml},
 * and the history of their values.
 */
package io.tributary.tag;
