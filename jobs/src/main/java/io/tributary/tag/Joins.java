package io.tributary.tag;

import java.util.List;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Column names as Spark's joins take them. */
final class Joins {
  private Joins() {}

  static Seq<String> names(String... columns) {
    return CollectionConverters.asScala(List.of(columns)).toSeq();
  }
}
