package io.tributary.audience;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.workspace.Audience;
import io.tributary.workspace.Audience.Arm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The manifest of an earlier night.
 *
 * @param audience what decides its files: deliveries, variables, arms; who was selected stands in
 *     {@code audience_ledger}
 * @param checksums by file
 * @param tables the versions that the files were made from
 */
record OldManifest(
    String text, Audience audience, Map<String, String> checksums, Map<String, Long> tables) {

  static OldManifest parse(String text) {
    try {
      JsonNode manifest = new ObjectMapper().readTree(text);
      Map<String, String> checksums = new TreeMap<>();
      manifest
          .path("files")
          .forEach(f -> checksums.put(f.path("file").asText(), f.path("sha256").asText()));
      Map<String, Long> tables = new TreeMap<>();
      manifest
          .path("tables")
          .properties()
          .forEach(t -> tables.put(t.getKey(), t.getValue().asLong()));
      return new OldManifest(text, audience(manifest), checksums, tables);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The manifest is not readable", e);
    }
  }

  private static Audience audience(JsonNode manifest) {
    String name = manifest.path("audience").asText();
    JsonNode definition = manifest.path("definition");
    List<Arm> arms = new ArrayList<>();
    definition
        .path("arms")
        .properties()
        .forEach(a -> arms.add(new Arm(a.getKey(), a.getValue().decimalValue())));
    List<String> deliver = new ArrayList<>();
    definition.path("deliver").forEach(d -> deliver.add(d.asText()));
    Map<String, String> variables = new LinkedHashMap<>();
    definition
        .path("variables")
        .properties()
        .forEach(v -> variables.put(v.getKey(), v.getValue().asText()));
    return new Audience(
        name,
        DeliveryFolder.MANIFEST,
        "",
        "",
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        arms,
        deliver,
        variables,
        name);
  }
}
