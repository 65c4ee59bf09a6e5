package io.tributary.audience;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class FlagsTest {
  /** So many that they need three numbers; every third, and the last of each number, is set. */
  @Test
  void flagsOfManyQuestions() {
    int questions = 150;
    Dataset<Row> one = TestSpark.session().sql("select 1 as id");
    List<Column> flags =
        IntStream.range(0, questions).mapToObj(i -> col("id").equalTo(isSet(i) ? 1 : 2)).toList();

    Dataset<Row> words = one.select(Flags.words(flags).as("words"));

    long[] kept = words.head().<Long>getList(0).stream().mapToLong(Long::longValue).toArray();
    assertThat(kept).hasSize(3);
    for (int i = 0; i < questions; i++) {
      assertThat(Flags.isSet(kept, i)).as("question %d", i).isEqualTo(isSet(i));
    }
  }

  private static boolean isSet(int question) {
    return question % 3 == 0 || question % 64 == 63;
  }
}
