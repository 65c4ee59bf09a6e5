package io.tributary.audience;

import java.util.List;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Column names as Spark's joins take them. */
final class Names {
  private Names() {}

  static Seq<String> of(String... columns) {
    return CollectionConverters.asScala(List.of(columns)).toSeq();
  }
}
