/**
 * Reading YAML that people write: every mistake is noted with its file, line and key, and reading
 * goes on, so that all mistakes of a file are reported together.
 */
package io.tributary.config;
