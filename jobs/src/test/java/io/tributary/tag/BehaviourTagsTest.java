package io.tributary.tag;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.workspace.Tag;
import io.tributary.workspace.Tag.Behaviour;
import io.tributary.workspace.Tag.Measure;
import io.tributary.workspace.Tag.Of;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Favourites of a few customers. */
class BehaviourTagsTest {
  private static Tag most(Of of, String value, String where, Integer window, String type) {
    Optional<String> none = Optional.empty();
    String name = value + (where == null ? "" : "_some") + (window == null ? "" : "_" + window);
    return new Tag(
        name,
        "tags/t.yaml",
        "",
        "",
        type,
        new Behaviour(
            of,
            Measure.MOST,
            Optional.ofNullable(where),
            Optional.ofNullable(window),
            1,
            none,
            none,
            none,
            Optional.of(value)));
  }

  private static List<String> tagged(Tag... tags) {
    SparkSession spark = TestSpark.session();
    return BehaviourTags.add(
            spark.sql("select * from values ('ann'), ('bob'), ('cid') as t(one_id)"),
            spark.sql(
                "select * from values"
                    + " ('ann', 1, 'b', 10, 5.00), ('ann', 1, 'a', 9, 5.00),"
                    + " ('ann', 40, 'c', 9, 12.00), ('ann', 41, 'b', 8, 4.00),"
                    + " ('bob', 40, 'c', null, 1.00), ('bob', 1, null, null, 2.00),"
                    + " ('bob', 50, 'd', null, -3.00)"
                    + " as t(one_id, days_ago, sku, size, net)"),
            List.of(tags))
        .selectExpr(
            "concat_ws(' ', one_id, "
                + String.join(
                    ", ",
                    java.util.Arrays.stream(tags)
                        .map(t -> "coalesce(string(`" + t.name() + "`), '-')")
                        .toList())
                + ")")
        .as(Encoders.STRING())
        .collectAsList();
  }

  @Test
  void theFavouriteOfPurchasesIsByNetAndTheSmallestOfEquals() {
    assertThat(
            tagged(
                most(Of.PURCHASE, "sku", null, null, "string"),
                most(Of.PURCHASE, "sku", null, 30, "string"),
                most(Of.PURCHASE, "size", null, 30, "int"),
                most(Of.PURCHASE, "sku", "sku <> 'c'", null, "string")))
        // Of numbers 9 is the smaller one, of texts it would be 10.
        .containsExactlyInAnyOrder("ann c a 9 b", "bob c - - d", "cid - - - -");
  }

  @Test
  void theFavouriteOfEventsIsTheMostFrequentOne() {
    assertThat(tagged(most(Of.EVENT, "sku", null, null, "string")))
        .containsExactlyInAnyOrder("ann b", "bob c", "cid -");
  }
}
