package io.tributary.insight;

import static org.apache.spark.sql.functions.sum;

import io.tributary.ledger.RawRows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * One pass over {@link SegmentedCustomers}, which counts for each segment of each kind the levels
 * of each attribute and sums up each number. Partitions count in {@link Sums}, texts being numbered
 * as they come; only sums are shuffled.
 */
final class SegmentCounts implements RawRows.Mapping {
  private static final long serialVersionUID = 1L;

  private static final StructType SCHEMA =
      StructType.fromDDL("kind int, segment string, measured int, level string, amount bigint");

  private static final UTF8String NO_LEVEL = UTF8String.fromString("");

  /**
   * Where what is counted stands in a row: kinds first, the last of which is an array, then
   * attributes, then numbers.
   */
  private final int kinds;

  private final int attributes;
  private final int numbers;

  private SegmentCounts(int kinds, int attributes, int numbers) {
    this.kinds = kinds;
    this.attributes = attributes;
    this.numbers = numbers;
  }

  /** An attribute, or a number, of a segment. */
  private record Key(String kind, String segment, String measured) {}

  /** What was counted. */
  static final class Counted {
    private final Map<Key, SortedMap<String, Long>> amounts = new HashMap<>();
    private final Map<String, SortedSet<String>> segments = new HashMap<>();

    private void put(Key key, String level, long amount) {
      amounts.computeIfAbsent(key, k -> new TreeMap<>()).put(level, amount);
      segments.computeIfAbsent(key.kind(), k -> new TreeSet<>()).add(key.segment());
    }

    /** How many customers of a segment are on each level of an attribute that it has. */
    SortedMap<String, Long> levels(String kind, String segment, String attribute) {
      return amounts.getOrDefault(new Key(kind, segment, attribute), Collections.emptySortedMap());
    }

    /** A number's sum over a segment. */
    long sum(String kind, String segment, String number) {
      return levels(kind, segment, number).getOrDefault("", 0L);
    }

    /** The segments of a kind, sorted. */
    SortedSet<String> segments(String kind) {
      return segments.getOrDefault(kind, Collections.emptySortedSet());
    }
  }

  /** Counts customers. */
  static Counted of(Dataset<Row> segmented) {
    List<String> kinds = SegmentedCustomers.KINDS;
    List<String> measured = new ArrayList<>(SegmentedCustomers.ATTRIBUTES);
    measured.addAll(SegmentedCustomers.NUMBERS);
    SegmentCounts pass =
        new SegmentCounts(
            kinds.size(), SegmentedCustomers.ATTRIBUTES.size(), SegmentedCustomers.NUMBERS.size());
    Counted counted = new Counted();
    for (Row row :
        RawRows.map(segmented, SCHEMA, pass)
            .groupBy("kind", "segment", "measured", "level")
            .agg(sum("amount"))
            .collectAsList()) {
      counted.put(
          new Key(kinds.get(row.getInt(0)), row.getString(1), measured.get(row.getInt(2))),
          row.getString(3),
          row.getLong(4));
    }
    return counted;
  }

  @Override
  public Iterator<InternalRow> map(Iterator<InternalRow> rows) {
    Sums sums = new Sums(1, 0);
    Texts texts = new Texts();
    int[] levels = new int[attributes];
    int noLevel = texts.number(NO_LEVEL);
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      for (int a = 0; a < attributes; a++) {
        levels[a] = row.isNullAt(kinds + a) ? -1 : texts.number(row.getUTF8String(kinds + a));
      }
      for (int kind = 0; kind < kinds - 1; kind++) {
        if (!row.isNullAt(kind)) {
          add(row, kind, texts.number(row.getUTF8String(kind)), levels, noLevel, sums);
        }
      }
      int audience = kinds - 1;
      int audiences = row.isNullAt(audience) ? 0 : row.getArray(audience).numElements();
      for (int i = 0; i < audiences; i++) {
        int segment = texts.number(row.getArray(audience).getUTF8String(i));
        add(row, audience, segment, levels, noLevel, sums);
      }
    }
    return IntStream.range(0, sums.size()).mapToObj(key -> row(sums, key, texts)).iterator();
  }

  /** Counts a customer in a segment. */
  private void add(InternalRow row, int kind, int segment, int[] levels, int noLevel, Sums sums) {
    for (int a = 0; a < attributes; a++) {
      if (levels[a] >= 0) {
        sums.add(sums.at(kind, segment, a, levels[a]), 0, 1);
      }
    }
    for (int n = attributes; n < attributes + numbers; n++) {
      sums.add(sums.at(kind, segment, n, noLevel), 0, row.getLong(kinds + n));
    }
  }

  private static InternalRow row(Sums sums, int place, Texts texts) {
    return new GenericInternalRow(
        new Object[] {
          sums.key(place, 0),
          texts.of(sums.key(place, 1)),
          sums.key(place, 2),
          texts.of(sums.key(place, 3)),
          sums.values(place)[0]
        });
  }

  /** Texts, numbered as they come. */
  private static final class Texts {
    private final Map<UTF8String, Integer> numbers = new HashMap<>();
    private final List<UTF8String> texts = new ArrayList<>();

    int number(UTF8String text) {
      Integer known = numbers.get(text);
      if (known != null) {
        return known;
      }
      UTF8String kept = text.copy();
      numbers.put(kept, texts.size());
      texts.add(kept);
      return texts.size() - 1;
    }

    UTF8String of(int number) {
      return texts.get(number);
    }
  }
}
