package io.tributary.identity;

import java.util.List;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Column names as Spark's joins take them. */
final class Columns {
  private Columns() {}

  static Seq<String> named(String... names) {
    return CollectionConverters.asScala(List.of(names)).toSeq();
  }
}
