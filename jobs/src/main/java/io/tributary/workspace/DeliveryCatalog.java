package io.tributary.workspace;

import io.tributary.config.ConfigFile;
import io.tributary.config.ConfigMap;
import io.tributary.config.ConfigNode;
import io.tributary.pipeline.Problems;
import io.tributary.workspace.DeliveryProfile.Address;
import io.tributary.workspace.DeliveryProfile.Column;
import io.tributary.workspace.DeliveryProfile.Form;
import io.tributary.workspace.DeliveryProfile.Hash;
import io.tributary.workspace.DeliveryProfile.Limits;
import io.tributary.workspace.DeliveryProfile.Value;
import io.tributary.workspace.DeliveryProfile.Writing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The delivery profiles: what {@code schemas/deliveries/*.yaml} says, checked. */
public final class DeliveryCatalog {
  /** A folder inside a jar cannot be listed; a test holds this against the folder. */
  static final List<String> NAMES =
      List.of(
          "sms",
          "wechat_official",
          "wecom",
          "mini_program",
          "tmall",
          "tencent_ads",
          "ocean_engine",
          "baidu",
          "meta",
          "google_ads",
          "tiktok",
          "crm_task");

  private static final DeliveryCatalog STANDARD = new DeliveryCatalog();

  private final Map<String, DeliveryProfile> profiles = new LinkedHashMap<>();

  private DeliveryCatalog() {
    NAMES.forEach(name -> profiles.put(name, read(name)));
  }

  /** The profiles that come with this version. */
  public static DeliveryCatalog standard() {
    return STANDARD;
  }

  /** The names of all profiles. */
  public Set<String> names() {
    return profiles.keySet();
  }

  /** The profile of that name, which must exist. */
  public DeliveryProfile get(String name) {
    return Optional.ofNullable(profiles.get(name))
        .orElseThrow(() -> new IllegalArgumentException("no delivery profile `" + name + "`"));
  }

  private static DeliveryProfile read(String name) {
    String path = "schemas/deliveries/" + name + ".yaml";
    try (InputStream in = DeliveryCatalog.class.getResourceAsStream("/" + path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is not on the class path");
      }
      Problems problems = new Problems();
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Optional<DeliveryProfile> profile =
          ConfigFile.parse(text, path, problems).map(map -> profile(map, name));
      if (!problems.isEmpty()) {
        throw new IllegalStateException(String.join("\n", problems.found()));
      }
      return profile.orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }

  private static DeliveryProfile profile(ConfigMap map, String name) {
    map.require("delivery", "delivery: " + name, ConfigNode::text);
    DeliveryProfile profile =
        new DeliveryProfile(
            name,
            text(map, "meaning"),
            text(map, "label_zh"),
            text(map, "channel"),
            flag(map, "is_contact", true),
            texts(map, "addresses").stream().map(Address::new).toList(),
            texts(map, "consent"),
            texts(map, "refusal"),
            flag(map, "for_people", false),
            flag(map, "variables", false),
            map.require("columns", "columns: []", node -> node.list(DeliveryCatalog::column))
                .orElse(List.of()),
            form(map.section("file")),
            limits(map.section("limits")));
    map.rejectOtherKeys();
    return profile;
  }

  private static Optional<Column> column(ConfigNode node) {
    return node.map()
        .map(
            map -> {
              Column column =
                  new Column(
                      text(map, "header"),
                      map.require("value", "value: address", n -> n.oneOf(Value.class))
                          .orElse(Value.CUSTOMER),
                      map.read("address", ConfigNode::text).map(Address::new),
                      map.read("writing", n -> n.oneOf(Writing.class)).orElse(Writing.AS_IS),
                      map.read("hash", n -> n.oneOf(Hash.class)).orElse(Hash.NONE),
                      map.read("sql", ExpressionRules::rowExpression));
              map.rejectOtherKeys();
              return column;
            });
  }

  private static Form form(ConfigMap map) {
    Form form =
        new Form(
            map.read("ending", ConfigNode::text).orElse("csv"),
            flag(map, "header", true),
            Charset.forName(map.read("encoding", ConfigNode::text).orElse("UTF-8")),
            flag(map, "byte_order_mark", false),
            flag(map, "windows_lines", false) ? "\r\n" : "\n");
    map.rejectOtherKeys();
    return form;
  }

  private static Limits limits(ConfigMap map) {
    Limits limits =
        new Limits(
            number(map, "rows", Long.MAX_VALUE),
            number(map, "bytes", Long.MAX_VALUE),
            number(map, "minimum", 0));
    map.rejectOtherKeys();
    return limits;
  }

  private static long number(ConfigMap map, String key, long otherwise) {
    return map.read(key, node -> node.wholeNumber(0, Long.MAX_VALUE)).orElse(otherwise);
  }

  private static boolean flag(ConfigMap map, String key, boolean otherwise) {
    return map.read(key, ConfigNode::bool).orElse(otherwise);
  }

  private static String text(ConfigMap map, String key) {
    return map.require(key, key + ": ...", ConfigNode::text).orElse("");
  }

  private static List<String> texts(ConfigMap map, String key) {
    return map.read(key, node -> node.list(ConfigNode::text)).orElse(List.of());
  }
}
