package io.tributary.generate;

/** A place to buy. */
enum Channel {
  WEB("web", "om-", 0.14),
  APP("app", "om-", 0.10),
  TMALL("tmall", "tm-", 0.20),
  TMALL_OUTLET("tmall_outlet", "tm-", 0.06),
  JD("jd", "jd-", 0.10),
  DOUYIN("douyin", "dy-", 0.08),
  WECHAT("wechat", "wx-", 0.12),
  POS("pos", "pos-", 0.20);

  private final String canonical;
  private final String orderPrefix;
  private final double share;

  Channel(String canonical, String orderPrefix, double share) {
    this.canonical = canonical;
    this.orderPrefix = orderPrefix;
    this.share = share;
  }

  /** The channel's name in the workspace. */
  String canonical() {
    return canonical;
  }

  /** What the mapping puts before the system's own number, so that systems cannot collide. */
  String orderPrefix() {
    return orderPrefix;
  }

  /** Whether it gives its buyers ids of its own, and masks their phones. */
  boolean isMarketplace() {
    return this == TMALL || this == TMALL_OUTLET || this == JD || this == DOUYIN;
  }

  static Channel draw(Draw draw) {
    double[] shares = new double[values().length];
    for (Channel channel : values()) {
      shares[channel.ordinal()] = channel.share;
    }
    return values()[draw.weighted(shares)];
  }
}
