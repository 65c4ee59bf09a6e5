package io.tributary.customer;

import static org.apache.spark.sql.functions.col;

import io.tributary.ingest.CleanTable;
import io.tributary.lake.Lake;
import io.tributary.ledger.Codes;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What the numbers in the ledger stand for, and the categories of each product, as of today's
 * catalogue: a product that is gone from it keeps its category, one that was never in it has {@code
 * unknown}. Categories are numbered by text (code points), so that the smaller of two equals is
 * found by number.
 */
public final class Catalogue implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The category of what has none, such as an order without lines. */
  public static final int NO_CATEGORY = -1;

  private static final String UNKNOWN = "unknown";
  private static final List<String> LEVELS = List.of("category_l1", "category_l2", "category_l3");

  private final Names channels;
  private final Names stores;
  private final Names products;
  private final Names[] categories = new Names[LEVELS.size()];
  private final int[][] categoryOf = new int[LEVELS.size()][];

  /** Names by number. */
  public static final class Names implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String[] names;
    private transient UTF8String[] texts;

    Names(String[] names) {
      this.names = names;
    }

    /** Names, numbered from 0. */
    public static Names of(String... names) {
      return new Names(names);
    }

    /** How many there are; their numbers begin with 0. */
    public int count() {
      return names.length;
    }

    /** The name of a number. */
    public String name(int code) {
      return names[code];
    }

    /** The name of a number as Spark holds it. */
    public UTF8String text(int code) {
      if (texts == null) {
        texts = Arrays.stream(names).map(UTF8String::fromString).toArray(UTF8String[]::new);
      }
      return texts[code];
    }

    /** Whether the first of two names comes before the other by code point. */
    boolean isBefore(int code, int other) {
      return text(code).compareTo(text(other)) < 0;
    }
  }

  /** The names of {@code codes}, with each product's categories, of level 1, 2 and 3. */
  public Catalogue(Codes codes, Map<String, String[]> categoriesBySku) {
    channels = new Names(codes.values(Codes.CHANNEL));
    stores = new Names(codes.values(Codes.STORE));
    String[] skus = codes.values(Codes.PRODUCT);
    products = new Names(skus);
    for (int level = 0; level < LEVELS.size(); level++) {
      String[] ofProduct = new String[skus.length];
      for (int product = 0; product < skus.length; product++) {
        String[] known = categoriesBySku.get(skus[product]);
        ofProduct[product] = known == null || known[level] == null ? UNKNOWN : known[level];
      }
      number(level, ofProduct);
    }
  }

  private void number(int level, String[] ofProduct) {
    Map<UTF8String, Integer> numbers = new TreeMap<>();
    for (String name : ofProduct) {
      numbers.put(UTF8String.fromString(name), 0);
    }
    String[] names = new String[numbers.size()];
    int next = 0;
    Map<String, Integer> numberOf = new HashMap<>();
    for (UTF8String name : numbers.keySet()) {
      names[next] = name.toString();
      numberOf.put(names[next], next++);
    }
    categories[level] = new Names(names);
    categoryOf[level] = Arrays.stream(ofProduct).mapToInt(numberOf::get).toArray();
  }

  /** Today's catalogue. It is small enough to be held in memory. */
  public static Catalogue read(Lake lake) {
    Map<String, String[]> categories = new HashMap<>();
    for (Row row :
        lake.readOrEmpty(CleanTable.spec("product"))
            .select(col("sku"), col(LEVELS.get(0)), col(LEVELS.get(1)), col(LEVELS.get(2)))
            .collectAsList()) {
      categories.put(
          row.getString(0), new String[] {row.getString(1), row.getString(2), row.getString(3)});
    }
    return new Catalogue(Codes.read(lake), categories);
  }

  public Names channels() {
    return channels;
  }

  public Names stores() {
    return stores;
  }

  public Names products() {
    return products;
  }

  /** The categories of a level, from 0. */
  public Names categories(int level) {
    return categories[level];
  }

  /** A product's category on a level, from 0. */
  public int category(int level, int product) {
    return categoryOf[level][product];
  }
}
