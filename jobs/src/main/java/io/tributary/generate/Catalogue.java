package io.tributary.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the retailer sells: a few products of each kind, from its cheapest to its dearest. */
final class Catalogue {
  static final String BRAND = "溪流";
  private static final int PRODUCTS_PER_KIND = 6;
  private static final List<String> SERIES = List.of("经典", "轻行", "城市", "联名");
  private static final List<String> SEASONS = List.of("春", "夏", "秋", "冬", "常青");
  private static final List<String> COLOURS = List.of("黑色", "白色", "藏青", "卡其", "酒红", "雾蓝");
  private static final List<String> MATERIALS = List.of("棉", "涤纶", "牛皮", "羊毛", "尼龙", "帆布");

  private final List<Product> products = new ArrayList<>();
  private final Map<String, List<Product>> byClass = new LinkedHashMap<>();

  Catalogue(long seed, Nights nights) {
    for (int kind = 0; kind < Category.TREE.size(); kind++) {
      Category category = Category.TREE.get(kind);
      for (int i = 0; i < PRODUCTS_PER_KIND; i++) {
        Product product = product(seed, nights, kind, i);
        products.add(product);
        byClass.computeIfAbsent(category.l2(), l2 -> new ArrayList<>()).add(product);
      }
    }
    byClass
        .values()
        .forEach(list -> list.sort((a, b) -> Long.compare(a.listPrice(), b.listPrice())));
  }

  private static Product product(long seed, Nights nights, int kind, int i) {
    Category category = Category.TREE.get(kind);
    Draw draw = Draw.of(seed, "product", kind * 100L + i);
    int span = category.dearest() - category.cheapest();
    int yuan = category.cheapest() + span * i / (PRODUCTS_PER_KIND - 1);
    String series = draw.oneOf(SERIES);
    String colour = COLOURS.get((kind + i) % COLOURS.size());
    String size = size(category.l1(), draw);
    String spu = String.format("P%03d", kind * 10 + i / 2 + 1);
    LocalDate launchedOn =
        draw.chance(0.8)
            ? nights.opening().minusDays(draw.between(10, 400))
            : nights.dayOfHistory(draw.between(0, Nights.BACK_HISTORY_DAYS - 30));
    return new Product(
        String.format("%s-%02d", spu, i + 1),
        spu,
        name(category, series, colour, draw),
        category,
        series,
        draw.oneOf(SEASONS),
        colour,
        size,
        draw.oneOf(MATERIALS),
        yuan * 100L,
        launchedOn);
  }

  private static String size(String l1, Draw draw) {
    return switch (l1) {
      case Category.SHOES -> String.valueOf(draw.between(36, 44));
      case Category.CLOTHING -> draw.oneOf(List.of("S", "M", "L", "XL"));
      default -> "均码";
    };
  }

  /** Some names hold what breaks naive readers: quotes, commas, a measure in inches. */
  private static String name(Category category, String series, String colour, Draw draw) {
    String plain = series + category.l3() + " " + colour;
    return switch (draw.between(0, 9)) {
      case 0 -> series + "\"小鹿\"" + category.l3() + " " + colour;
      case 1 -> plain + ", 礼盒装";
      default -> plain;
    };
  }

  List<Product> products() {
    return products;
  }

  /**
   * A product of a class that was on sale by then: people of a higher price level take dearer ones.
   *
   * @param priceLevel 0 to 1
   */
  Product choose(String l2, double priceLevel, LocalDate on, Draw draw) {
    List<Product> range = byClass.get(l2);
    double wish = priceLevel * 0.6 + draw.uniform() * 0.4;
    Product product = range.get((int) (wish * (range.size() - 1) + 0.5));
    if (product.launchedOn().isAfter(on)) {
      return range.stream().filter(p -> !p.launchedOn().isAfter(on)).findFirst().orElse(product);
    }
    return product;
  }
}
