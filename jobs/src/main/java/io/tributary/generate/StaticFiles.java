package io.tributary.generate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** What is not about people: settings, mappings, products, stores, and the planted parameters. */
final class StaticFiles {
  private static final List<String> SOURCES =
      List.of(
          "app_events",
          "consents",
          "coupons",
          "douyin_orders",
          "id_mapping",
          "jd_orders",
          "members",
          "oa_followers",
          "oms_lines",
          "oms_orders",
          "pos_sales",
          "products",
          "refunds",
          "sms_touches",
          "stores",
          "tmall_orders",
          "wechat_mini",
          "wecom_contacts");

  /** Of the ready audiences, {@code schemas/audiences}, those that fit the generated retailer. */
  private static final List<String> AUDIENCES =
      List.of("dormant_ads", "look_alike_seed", "second_purchase", "store_calls", "win_back");

  /** Of the ready journeys, those that the demo shows. */
  private static final List<String> JOURNEYS = List.of("browsed", "new_member", "second_order");

  private static final int HORIZON_DAYS = 90;

  private StaticFiles() {}

  /** Writes them all; gives a row for each dump, as the listing of files has it. */
  static List<Row> write(WorkspaceFolder folder, World world) throws IOException {
    Nights nights = world.nights();
    folder.writeText("tributary.yaml", settings(nights));
    for (String source : SOURCES) {
      folder.writeText(
          "sources/" + source + ".yaml", resource("/generate/sources/" + source + ".yaml"));
    }
    for (String audience : AUDIENCES) {
      ready(folder, "audiences/" + audience);
    }
    for (String journey : JOURNEYS) {
      ready(folder, "journeys/" + journey);
    }
    for (PlantedCampaign campaign : PlantedCampaign.values()) {
      String file = "campaigns/" + campaign.campaign() + ".yaml";
      String assignedOn = campaign.assignedOn(nights).toString();
      folder.writeText(file, resource("/generate/" + file).replace("${assigned_on}", assignedOn));
    }
    folder.writeText("truth/campaigns.csv", campaigns());
    folder.writeText("truth/README.md", resource("/generate/truth.md"));
    folder.writeText("truth/timing.csv", timing());
    folder.writeText("truth/clusters.csv", clusters());
    List<Row> dumps = new ArrayList<>();
    for (int night = 0; night < nights.count(); night++) {
      LocalDate date = nights.date(night);
      String products = "landing/pim/dt=%s/products.csv".formatted(date);
      List<Product> onSale =
          world.catalogue().products().stream()
              .filter(product -> !product.launchedOn().isAfter(date))
              .toList();
      folder.writeText(products, products(onSale));
      dumps.add(RowFactory.create("products", date.toString(), products, (long) onSale.size(), 0L));
      String stores = String.format("landing/stores/stores_%1$tY%1$tm%1$td.xlsx", date);
      folder.writeBytes(stores, stores(world.stores().all()));
      dumps.add(
          RowFactory.create(
              "stores", date.toString(), stores, (long) world.stores().all().size(), 0L));
    }
    return dumps;
  }

  /** The list of files as text. */
  static String listing(StructType columns, List<Row> files) {
    StringBuilder text = new StringBuilder(Csv.line((Object[]) columns.fieldNames())).append('\n');
    for (Row file : files) {
      Object[] values = new Object[columns.length()];
      for (int i = 0; i < values.length; i++) {
        values[i] = file.get(i);
      }
      text.append(Csv.line(values)).append('\n');
    }
    return text.toString();
  }

  private static String settings(Nights nights) throws IOException {
    String calendar =
        Promotion.during(nights).stream()
            .map(p -> "{name: \"%s\", from: %s, to: %s}".formatted(p.name(), p.from(), p.to()))
            .collect(Collectors.joining(",\n  ", "[\n  ", "]"));
    return resource("/generate/tributary.yaml").replace("${calendar}", calendar);
  }

  private static void ready(WorkspaceFolder folder, String name) throws IOException {
    folder.writeText(name + ".yaml", resource("/schemas/" + name + ".yaml"));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = StaticFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String timing() {
    StringBuilder text =
        new StringBuilder(
            "entry_category_l1,distribution,shape,scale_days,day_25,day_50,day_75,"
                + "day_25_within_90,day_50_within_90,day_75_within_90\n");
    for (String group : List.of(Category.CLOTHING, Category.SHOES, Category.ACCESSORIES)) {
      RepurchaseTiming timing = RepurchaseTiming.of(group);
      text.append(
          Csv.line(
              group,
              "weibull",
              timing.shape(),
              timing.scaleDays(),
              hundredths(timing.quantile(0.25)),
              hundredths(timing.quantile(0.50)),
              hundredths(timing.quantile(0.75)),
              hundredths(timing.quantileWithin(0.25, HORIZON_DAYS)),
              hundredths(timing.quantileWithin(0.50, HORIZON_DAYS)),
              hundredths(timing.quantileWithin(0.75, HORIZON_DAYS))));
      text.append('\n');
    }
    return text.toString();
  }

  private static String hundredths(double days) {
    return java.math.BigDecimal.valueOf(Math.round(days * 100), 2).toPlainString();
  }

  private static String clusters() {
    StringBuilder text =
        new StringBuilder("cluster,share_of_people,category_l2,share_of_baskets\n");
    for (PreferenceCluster cluster : PreferenceCluster.values()) {
      cluster
          .weights()
          .forEach(
              (l2, share) ->
                  text.append(Csv.line(Truth.lower(cluster), cluster.share(), l2, share))
                      .append('\n'));
    }
    return text.toString();
  }

  private static String campaigns() {
    StringBuilder text = new StringBuilder("campaign,cluster,buy_once_more\n");
    for (PlantedCampaign campaign : PlantedCampaign.values()) {
      for (PreferenceCluster cluster : PreferenceCluster.values()) {
        text.append(Csv.line(campaign.campaign(), Truth.lower(cluster), campaign.moved(cluster)))
            .append('\n');
      }
    }
    return text.toString();
  }

  /** As the product system exports it: byte order mark, and a text with line breaks. */
  private static String products(List<Product> products) {
    StringBuilder text =
        new StringBuilder("\uFEFF款号,SKU,商品名称,一级类目,二级类目,三级类目,系列,季节,颜色,尺码,材质,吊牌价,上市日期,卖点\n");
    for (Product product : products) {
      text.append(
          Csv.line(
              product.spu(),
              product.sku(),
              product.name(),
              product.category().l1(),
              product.category().l2(),
              product.category().l3(),
              product.series(),
              product.season(),
              product.colour(),
              product.size(),
              product.material(),
              Money.yuan(product.listPrice()),
              product.launchedOn(),
              product.material() + "面料\n" + product.season() + "季适穿"));
      text.append('\n');
    }
    return text.toString();
  }

  private static byte[] stores(List<Store> stores) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    rows.add(List.of("门店编码", "门店名称", "省份", "城市", "纬度", "经度"));
    for (Store store : stores) {
      rows.add(
          List.of(
              store.code(),
              store.name(),
              store.city().province(),
              store.city().name(),
              store.city().latitude(),
              store.city().longitude()));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Spreadsheet.write("门店", rows, bytes);
    return bytes.toByteArray();
  }
}
