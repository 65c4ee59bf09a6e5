package io.tributary.erasure;

import io.tributary.ingest.WorkspaceFixture;
import java.nio.file.Path;

/**
 * A retailer of three people. Ann is the one to be erased. Bob once bought with her e-mail address,
 * and Eve has a telephone number that was Ann's five years ago.
 */
final class ErasedRetailer {
  static final String FIRST = "2025-06-01";
  static final String SECOND = "2025-06-02";

  private static final String SETTINGS =
      """
      brand: Demo Footwear
      quality: {max_reject_rate: 1, min_rows_vs_previous: 0}
      contact_policy: {consent_default: allow, caps: []}
      """;

  private static final String ORDERS =
      """
      source: orders
      files: shop/{date}.csv
      format: csv
      entities:
        - entity: order
          columns: {order_id: "no", channel: "'web'", ordered_at: "to_timestamp(at)", paid_amount: "cast(paid as decimal(18,2))"}
          identifiers: {phone: "phone", email: "email", member_id: "member"}
        - entity: order_line
          columns: {order_id: "no", sku: "'shoe'", quantity: "1", line_amount: "cast(paid as decimal(18,2))"}
      """;

  private static final String MEMBERS =
      """
      source: members
      files: crm/{date}.csv
      format: csv
      delivery: full
      entities:
        - entity: member
          columns: {member_id: "id", name: "name", joined_at: "to_timestamp(joined)"}
          identifiers: {phone: "phone"}
      """;

  private static final String CONTACTS =
      """
      source: contacts
      files: contacts/{date}.csv
      format: csv
      delivery: full
      entities:
        - entity: consent
          where: "what = 'consent'"
          columns: {channel: "'sms'", granted: "true", at: "to_timestamp(at)"}
          identifiers: {phone: "phone"}
        - entity: follow
          where: "what = 'follow'"
          columns: {platform: "'wechat'", kind: "'fan'", since: "to_timestamp(at)"}
          identifiers: {phone: "phone", openid_mp: "other"}
        - entity: event
          where: "what = 'event'"
          columns: {event_type: "'view'", occurred_at: "to_timestamp(at)"}
          identifiers: {phone: "phone", email: "other"}
        - entity: link
          where: "what = 'link'"
          columns: {observed_at: "to_timestamp(at)"}
          identifiers: {phone: "phone", email: "other"}
        - entity: touch
          where: "what = 'touch'"
          columns: {touch_id: "other", campaign: "'spring'", channel: "'sms'", sent_at: "to_timestamp(at)", status: "'sent'"}
          identifiers: {phone: "phone"}
      """;

  private static final String[] PEOPLE = {
    "id,name,joined,phone",
    "VIP-ANN,Ann Personne,2020-01-01,13812340001",
    "VIP-BOB,Bob Jemand,2024-01-01,13812340002"
  };

  private static final String[] ADDRESSES = {
    "what,at,phone,other",
    "consent,2025-05-01,13812340001,",
    "consent,2025-05-01,13812340002,",
    "follow,2025-05-01,13812340001,oAnn000000000000000000000001",
    "link,2025-05-01,13812340001,ann@example.com",
    "event,2025-05-01,13812340001,",
    "event,2025-05-02,13812340002,ann@example.com",
    "touch,2025-05-20,13812340001,t1",
    "touch,2025-05-20,13812340002,t2"
  };

  private ErasedRetailer() {}

  /** Its workspace, with the dumps of both nights in landing. */
  static WorkspaceFixture in(Path folder) {
    return WorkspaceFixture.in(folder)
        .with("tributary.yaml", SETTINGS)
        .source(ORDERS)
        .source(MEMBERS)
        .source(CONTACTS)
        .with(
            "audiences/buyers.yaml",
            "audience: buyers\nwhere: orders > 0\narms: {a: 0.5, b: 0.5}\ndeliver: [sms, tmall]\n")
        .with(
            "tags/spender.yaml",
            "tag: spender\nkind: rule\nvalues:\n  - {value: yes, when: \"net > 1\"}\n")
        .dump(
            "shop/2025-06-01.csv",
            "no,at,paid,phone,email,member",
            "1,2025-05-01,100,13812340001,ann@example.com,VIP-ANN",
            "2,2025-05-02,50,13812340002,,VIP-BOB",
            "3,2025-05-03,70,,ann@example.com,VIP-ANN",
            "4,2025-05-04,60,13812340002,ann@example.com,VIP-BOB",
            "5,2020-01-05,30,13812340003,,VIP-ANN",
            "6,2025-05-05,40,13812340003,,",
            "7,never,10,13812340001,,",
            "8,never,10,13812340002,,")
        .dump("crm/2025-06-01.csv", PEOPLE)
        .dump("contacts/2025-06-01.csv", ADDRESSES)
        // Everything again, with a purchase of the day after the erasure.
        .dump(
            "shop/2025-06-02.csv",
            "no,at,paid,phone,email,member",
            "1,2025-05-01,100,13812340001,ann@example.com,VIP-ANN",
            "7,never,10,13812340001,,",
            "9,2025-06-02,90,13812340001,,VIP-ANN")
        .dump("crm/2025-06-02.csv", PEOPLE)
        .dump("contacts/2025-06-02.csv", ADDRESSES);
  }
}
