package io.tributary.generate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A leaf of the three-level category tree.
 *
 * @param l1 group, such as 鞋
 * @param l2 class, such as 运动鞋
 * @param l3 kind, such as 跑鞋
 * @param cheapest list price of the cheapest product, in yuan
 * @param dearest list price of the dearest product, in yuan
 */
record Category(String l1, String l2, String l3, int cheapest, int dearest) {
  static final String CLOTHING = "服装";
  static final String SHOES = "鞋";
  static final String ACCESSORIES = "配饰";

  /** The whole tree, in the order of the catalogue. */
  static final List<Category> TREE =
      List.of(
          new Category(CLOTHING, "上装", "T恤", 79, 199),
          new Category(CLOTHING, "上装", "衬衫", 159, 329),
          new Category(CLOTHING, "上装", "卫衣", 199, 399),
          new Category(CLOTHING, "裤装", "牛仔裤", 199, 459),
          new Category(CLOTHING, "裤装", "休闲裤", 169, 359),
          new Category(CLOTHING, "裙装", "连衣裙", 239, 699),
          new Category(CLOTHING, "裙装", "半身裙", 159, 399),
          new Category(CLOTHING, "外套", "羽绒服", 499, 1399),
          new Category(CLOTHING, "外套", "风衣", 399, 999),
          new Category(CLOTHING, "童装", "儿童上衣", 69, 199),
          new Category(CLOTHING, "童装", "儿童裤", 79, 189),
          new Category(SHOES, "运动鞋", "跑鞋", 299, 899),
          new Category(SHOES, "运动鞋", "篮球鞋", 399, 1099),
          new Category(SHOES, "休闲鞋", "板鞋", 199, 499),
          new Category(SHOES, "休闲鞋", "帆布鞋", 129, 329),
          new Category(SHOES, "皮鞋", "商务皮鞋", 399, 1299),
          new Category(SHOES, "皮鞋", "乐福鞋", 299, 799),
          new Category(SHOES, "靴子", "短靴", 359, 999),
          new Category(SHOES, "靴子", "雪地靴", 259, 699),
          new Category(SHOES, "童鞋", "儿童运动鞋", 149, 399),
          new Category(SHOES, "童鞋", "学步鞋", 99, 259),
          new Category(ACCESSORIES, "包袋", "双肩包", 129, 459),
          new Category(ACCESSORIES, "包袋", "斜挎包", 99, 399),
          new Category(ACCESSORIES, "帽子", "棒球帽", 49, 159),
          new Category(ACCESSORIES, "帽子", "渔夫帽", 59, 169),
          new Category(ACCESSORIES, "袜品", "短袜", 15, 49),
          new Category(ACCESSORIES, "袜品", "中筒袜", 19, 59),
          new Category(ACCESSORIES, "首饰", "项链", 99, 399),
          new Category(ACCESSORIES, "首饰", "手链", 79, 329),
          new Category(ACCESSORIES, "围巾腰带", "围巾", 89, 299),
          new Category(ACCESSORIES, "围巾腰带", "皮带", 99, 359));

  private static final Map<String, String> GROUP_BY_CLASS =
      TREE.stream()
          .collect(Collectors.toMap(Category::l2, Category::l1, (a, b) -> a, LinkedHashMap::new));

  /** The classes of the tree, each once, in order. */
  static final List<String> CLASSES = List.copyOf(GROUP_BY_CLASS.keySet());

  /** The group to which a class belongs. */
  static String groupOf(String l2) {
    return GROUP_BY_CLASS.get(l2);
  }
}
