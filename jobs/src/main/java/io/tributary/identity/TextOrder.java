package io.tributary.identity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** Text by code point, which is the order of its UTF-8 bytes, and not that of Java's strings. */
enum TextOrder implements Comparator<String> {
  INSTANCE;

  @Override
  public int compare(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
