/**
 * Who is in which audience tonight, who is left out and why, and the files that platforms are
 * given.
 */
package io.tributary.audience;
