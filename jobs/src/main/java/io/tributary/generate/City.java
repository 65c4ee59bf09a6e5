package io.tributary.generate;

import java.util.List;

/** A city where people live and stores stand; degrees of its centre. */
record City(String province, String name, double latitude, double longitude, double share) {
  private static final List<City> ALL =
      List.of(
          new City("上海市", "上海市", 31.2304, 121.4737, 0.14),
          new City("北京市", "北京市", 39.9042, 116.4074, 0.12),
          new City("广东省", "广州市", 23.1291, 113.2644, 0.10),
          new City("广东省", "深圳市", 22.5431, 114.0579, 0.10),
          new City("浙江省", "杭州市", 30.2741, 120.1551, 0.09),
          new City("四川省", "成都市", 30.5728, 104.0668, 0.09),
          new City("江苏省", "南京市", 32.0603, 118.7969, 0.07),
          new City("湖北省", "武汉市", 30.5928, 114.3055, 0.07),
          new City("陕西省", "西安市", 34.3416, 108.9398, 0.06),
          new City("福建省", "厦门市", 24.4798, 118.0894, 0.04),
          new City("山东省", "青岛市", 36.0671, 120.3826, 0.04),
          new City("辽宁省", "沈阳市", 41.8057, 123.4315, 0.04),
          new City("湖南省", "长沙市", 28.2282, 112.9388, 0.04));

  static City draw(Draw draw) {
    return ALL.get(draw.weighted(ALL.stream().mapToDouble(City::share).toArray()));
  }

  /** The n-th city, counted round and round: where the n-th store stands. */
  static City at(int n) {
    return ALL.get(n % ALL.size());
  }

  /** A place within about 15 km of a centre: degrees with four decimals. */
  static String near(double degrees, Draw draw) {
    return java.math.BigDecimal.valueOf(
            Math.round((degrees + (draw.uniform() - 0.5) * 0.25) * 10_000), 4)
        .toPlainString();
  }
}
