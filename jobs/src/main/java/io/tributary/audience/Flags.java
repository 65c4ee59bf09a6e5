package io.tributary.audience;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * Yes or no to many questions, a bit each. Candidates are shuffled, kept and gone through once for
 * each limit: with twenty audiences, arrays of booleans made that several times as dear.
 */
final class Flags {
  private Flags() {}

  /** The answers to at most 64 questions, none of which is null, as one number. */
  static Column word(List<Column> flags) {
    Column word = lit(0L);
    for (int i = 0; i < flags.size(); i++) {
      word = word.bitwiseOR(when(flags.get(i), lit(1L << i)).otherwise(lit(0L)));
    }
    return word;
  }

  /** The answers to any number of questions, none of which is null: an array of numbers. */
  static Column words(List<Column> flags) {
    List<Column> words = new ArrayList<>();
    for (int from = 0; from < flags.size(); from += Long.SIZE) {
      words.add(word(flags.subList(from, Math.min(from + Long.SIZE, flags.size()))));
    }
    return array(words.toArray(Column[]::new)).cast("array<bigint>");
  }

  /** One of the answers of a number. */
  static boolean isSet(long word, int place) {
    return (word >> place & 1) == 1;
  }

  /** One of the answers of several numbers. */
  static boolean isSet(long[] words, int place) {
    return isSet(words[place / Long.SIZE], place % Long.SIZE);
  }
}
