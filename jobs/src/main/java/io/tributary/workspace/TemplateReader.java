package io.tributary.workspace;

import io.tributary.config.ConfigMap;
import io.tributary.config.ConfigNode;
import io.tributary.workspace.Audience.Arm;
import java.util.List;
import java.util.Optional;

/**
 * Reads the template of a journey's step as the SQL of a variable: one name for everybody, or one
 * by arm, such as {@code {baseline: news, treatment: coupon}}.
 */
final class TemplateReader {
  private TemplateReader() {}

  /**
   * The SQL; empty if it is wrong, and noted.
   *
   * @param arms of the journey; control gets no message
   */
  static Optional<String> read(ConfigNode node, List<Arm> arms) {
    if (!node.isMap()) {
      return node.text().map(BehaviourReader::literal);
    }
    return arms.isEmpty()
        ? node.expected("a template's name, since the journey has no arms")
        : node.map().flatMap(map -> byArm(map, arms));
  }

  private static Optional<String> byArm(ConfigMap map, List<Arm> arms) {
    StringBuilder sql = new StringBuilder("case arm");
    arms.stream()
        .map(Arm::name)
        .filter(arm -> !arm.equals(Audience.CONTROL))
        .forEach(
            arm ->
                map.require(arm, arm + ": <template>", ConfigNode::text)
                    .ifPresent(
                        template ->
                            sql.append(" when ")
                                .append(BehaviourReader.literal(arm))
                                .append(" then ")
                                .append(BehaviourReader.literal(template))));
    map.rejectOtherKeys();
    return map.isSound() ? Optional.of(sql + " end") : Optional.empty();
  }
}
