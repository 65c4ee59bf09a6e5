package io.tributary.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.pipeline.Contract;
import java.util.List;
import java.util.Map;

/**
 * The exported tables as a Frictionless Data Package, so that programs know the type of each
 * column: https://datapackage.org/standard/data-package/.
 */
final class DataPackage {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DataPackage() {}

  /**
   * The descriptor.
   *
   * @param paths of each table: its one CSV, or its Parquet files
   */
  static String json(Map<Contract, List<String>> paths) {
    ObjectNode root = JSON.createObjectNode();
    root.put("$schema", "https://datapackage.org/profiles/2.0/datapackage.json");
    root.put("name", "tributary-tables");
    ArrayNode resources = root.putArray("resources");
    paths.forEach((contract, files) -> addResource(resources.addObject(), contract, files));
    return root.toPrettyString() + "\n";
  }

  private static void addResource(ObjectNode resource, Contract contract, List<String> files) {
    boolean isCsv = files.size() == 1 && files.get(0).endsWith(".csv");
    resource.put("name", contract.table());
    resource.put("title", contract.labelZh());
    resource.put("description", contract.row());
    if (isCsv) {
      resource.put("path", files.get(0));
      resource.put("format", "csv").put("mediatype", "text/csv").put("encoding", "utf-8");
    } else {
      files.forEach(resource.putArray("path")::add);
      resource.put("format", "parquet").put("mediatype", "application/vnd.apache.parquet");
    }
    ObjectNode schema = resource.putObject("schema");
    ArrayNode fields = schema.putArray("fields");
    contract.columns().forEach(column -> addField(fields.addObject(), column));
    contract.key().forEach(schema.putArray("primaryKey")::add);
    schema.putArray("missingValues").add("");
  }

  private static void addField(ObjectNode field, Contract.Column column) {
    field.put("name", column.name());
    field.put("title", column.labelZh());
    field.put("type", type(column.type()));
    if (column.type().equals("timestamp")) {
      field.put("format", "%Y-%m-%d %H:%M:%S");
    }
    field.put("description", column.meaning());
    field.putObject("constraints").put("required", !column.nullable());
  }

  /** A Spark SQL type in the words of Table Schema. */
  private static String type(String sql) {
    if (sql.startsWith("decimal")) {
      return "number";
    }
    if (sql.startsWith("array")) {
      return "array";
    }
    return switch (sql) {
      case "string", "boolean", "date" -> sql;
      case "timestamp" -> "datetime";
      case "int", "bigint" -> "integer";
      case "double", "float" -> "number";
      default -> sql.startsWith("struct") || sql.startsWith("map") ? "object" : "any";
    };
  }
}
