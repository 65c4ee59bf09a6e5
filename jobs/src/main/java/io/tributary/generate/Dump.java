package io.tributary.generate;

import java.time.LocalDate;
import java.util.Locale;

/**
 * Every kind of file whose rows come from people: the systems' dumps, and the truth. What is not
 * about people (products, stores, settings) is written by {@link StaticFiles}.
 */
enum Dump {
  OMS_ORDERS(
      "landing/oms/dt=%tF/orders-%d.csv",
      Layout.csv(OmsExport.ORDER_COLUMNS)
          .breaking(Damage.TRUNCATED, Damage.column(5, "0000-00-00 00:00:00"))
          .versioned()),
  OMS_LINES(
      "landing/oms/dt=%tF/order_lines-%d.csv",
      Layout.csv(OmsExport.LINE_COLUMNS).breaking(Damage.TRUNCATED, Damage.column(5, "￥129.O0"))),
  REFUNDS(
      "landing/aftersale/refund_%1$tY%1$tm%1$td_%2$d.csv",
      Layout.csv(OmsExport.REFUND_COLUMNS)
          .breaking(Damage.column(6, "N/A"), Damage.column(8, "昨天"), Damage.TRUNCATED)),
  TMALL(
      "landing/tmall/dt=%tF/orders-%d.csv",
      Layout.csv(MarketplaceExport.TMALL_COLUMNS)
          .encodedIn("GBK")
          .withWindowsLineEnds()
          .breaking(Damage.TRUNCATED, Damage.column(5, "#REF!"))),
  JD(
      "landing/jd/%1$tY%1$tm%1$td/jd_orders_%2$d.csv",
      Layout.csv(MarketplaceExport.JD_COLUMNS)
          .delimitedBy('|')
          .encodedIn("GB18030")
          .withWindowsLineEnds()
          .withoutRowKeys()
          .breaking(Damage.TRUNCATED)),
  DOUYIN("landing/douyin/dt=%tF/orders-%d.jsonl", Layout.json().breaking(Damage.TRUNCATED)),
  WECHAT_MINI(
      "landing/wechat/dt=%tF/mini_program-%d.jsonl", Layout.json().breaking(Damage.TRUNCATED)),
  POS(
      "landing/pos/pos_%tF_%d.txt",
      Layout.csv(PosExport.COLUMNS)
          .delimitedBy('\t')
          .withByteOrderMark()
          .breaking(Damage.TRUNCATED, Damage.column(3, "2024/02/30 25:61"))),
  MEMBERS(
      "landing/crm/dt=%tF/members-%d.csv.gz",
      Layout.csv(CrmExport.MEMBER_COLUMNS)
          .gzipped()
          .breaking(Damage.TRUNCATED, Damage.column(2, "未知"))),
  COUPONS("landing/crm/dt=%tF/coupons-%d.csv", Layout.csv(CrmExport.COUPON_COLUMNS)),
  CONSENTS("landing/crm/dt=%tF/consents-%d.csv", Layout.csv(CrmExport.CONSENT_COLUMNS)),
  ID_MAPPING("landing/crm/dt=%tF/id_mapping-%d.csv", Layout.csv(CrmExport.MAPPING_COLUMNS)),
  WECOM("landing/wecom/dt=%tF/contacts-%d.jsonl", Layout.json()),
  OFFICIAL_ACCOUNT(
      "landing/wechat/dt=%tF/followers-%d.csv", Layout.csv(FollowExport.FOLLOWER_COLUMNS)),
  APP_EVENTS(
      "landing/app/dt=%tF/events-%d.jsonl.gz", Layout.json().gzipped().breaking(Damage.TRUNCATED)),
  SMS("landing/sms/dt=%tF/touches-%d.csv", Layout.csv(SmsExport.COLUMNS)),

  LIST_SUMMER_NEWS("lists/summer_news.csv", Layout.csv(PlantedCampaign.LIST_COLUMNS)),
  LIST_JUNE_POINTS("lists/june_points.csv", Layout.csv(PlantedCampaign.LIST_COLUMNS)),
  LIST_MAY_REMINDER("lists/may_reminder.csv", Layout.csv(PlantedCampaign.LIST_COLUMNS)),

  TRUTH_PEOPLE("truth/people/part-%2$d.csv", Layout.csv(Truth.PEOPLE_COLUMNS)),
  TRUTH_RECORDS("truth/records/part-%2$d.csv", Layout.csv(Truth.RECORD_COLUMNS)),
  TRUTH_IDENTIFIERS("truth/identifiers/part-%2$d.csv", Layout.csv(Truth.IDENTIFIER_COLUMNS)),
  TRUTH_ORDERS("truth/orders/part-%2$d.csv", Layout.csv(Truth.ORDER_COLUMNS)),
  TRUTH_MESS("truth/mess/part-%2$d.csv", Layout.csv(Truth.MESS_COLUMNS));

  private final String path;
  private final Layout layout;

  Dump(String path, Layout layout) {
    this.path = path;
    this.layout = layout;
  }

  Layout layout() {
    return layout;
  }

  /** Whether it is a system's dump, night by night, rather than the truth or somebody's list. */
  boolean isDelivered() {
    return path.startsWith("landing/");
  }

  /** Whether it is one file, however many people there are. */
  boolean isOneFile() {
    return path.startsWith("lists/");
  }

  /** The source to which the dump belongs: the name of its mapping file. */
  String source() {
    return switch (this) {
      case TMALL -> "tmall_orders";
      case JD -> "jd_orders";
      case DOUYIN -> "douyin_orders";
      case POS -> "pos_sales";
      case WECOM -> "wecom_contacts";
      case OFFICIAL_ACCOUNT -> "oa_followers";
      case SMS -> "sms_touches";
      default -> name().toLowerCase(Locale.ROOT);
    };
  }

  /** Path below the workspace of one part of a date's dump. */
  String path(LocalDate dumpDate, int part) {
    return String.format(Locale.ROOT, path, dumpDate, part);
  }
}
