package io.tributary.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One mistake each in tributary.yaml, in its second line, and what is said about it. */
class SettingsMistakesTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "keysAndTypes",
    "general",
    "identity",
    "measures",
    "contact",
    "deliveries",
    "excludedByCondition"
  })
  void isReported(String line, String message) {
    assertThat(
            WorkspaceFolder.valid(folder)
                .with("tributary.yaml", WorkspaceFolder.SETTINGS + line + "\n")
                .problems())
        .containsExactly("tributary.yaml:2 " + message);
  }

  static Stream<Arguments> keysAndTypes() {
    return Stream.of(
        mistake("timezon: UTC", "timezon: unknown key; did you mean `timezone`?"),
        mistake("brand: B", "brand: is given twice, first in line 1; keep one of them"),
        mistake("cycle: {minn: 3}", "cycle.minn: unknown key; did you mean `min`?"),
        mistake("attach: {days: 3}", "attach.days: unknown key; known: level, window_days"),
        mistake(
            "lifecycle: [90, 180]",
            "lifecycle: expected keys and values, such as {key: value}, but found a list"),
        mistake(
            "cycle: {min: ten}",
            "cycle.min: expected a whole number from 1 to 36500, but found `ten`"),
        mistake(
            "cycle: {min: 1.5}",
            "cycle.min: expected a whole number from 1 to 36500, but found `1.5`"),
        mistake("lake: {a: b}", "lake: expected text, but found keys and values"),
        mistake("lake: ''", "lake: expected text, but found nothing"),
        mistake(
            "lake: s3a://AKIA:secret@bucket/lake",
            "lake: holds credentials; take them out, and set AWS_ACCESS_KEY_ID and"
                + " AWS_SECRET_ACCESS_KEY in the environment"),
        mistake("aov_bands: 100", "aov_bands: expected a list such as [a, b], but found `100`"),
        mistake(
            "<<: {timezone: UTC}", "<<: unknown key; merge keys are not read, write the keys out"));
  }

  /** An address may hold a secret by mistake: no message repeats it. */
  static Stream<Arguments> deliveries() {
    return Stream.of(
        mistake(
            "deliveries: {smss: {to: 's3a://b/x'}}",
            "deliveries.smss: unknown delivery profile; did you mean `sms`?"),
        mistake(
            "deliveries: {sms: {to: 'sftp://me:secret@host/in'}}",
            "deliveries.sms.to: holds a secret; take it out of the address (see the keys for"
                + " credentials)"),
        mistake(
            "deliveries: {sms: {to: 's3a://key:secret@bucket/in'}}",
            "deliveries.sms.to: holds a secret; take it out of the address (see the keys for"
                + " credentials)"),
        mistake(
            "deliveries: {sms: {to: 'sftp://host/in'}}",
            "deliveries.sms.to: needs user and server: sftp://user@host/folder"),
        mistake(
            "deliveries: {sms: {to: upload}}",
            "deliveries.sms.to: needs its scheme, such as sftp://user@host/folder,"
                + " s3a://bucket/folder or file:///folder"),
        mistake(
            "deliveries: {sms: {to: 'sftp://me@host/in', password_env: PW}}",
            "deliveries.sms.known_hosts: is missing; write `known_hosts: known_hosts`, a file"
                + " below the workspace with the server's key (ssh-keyscan HOST gives it; compare"
                + " it with what its owner says)"),
        mistake(
            "deliveries: {sms: {to: 'sftp://me@host/in', known_hosts: k}}",
            "deliveries.sms: needs one of private_key_file, password_file and password_env, but"
                + " has 0"),
        mistake(
            "deliveries: {sms: {to: 'sftp://me@host/in', known_hosts: k, password_env: 'se cret'}}",
            "deliveries.sms.password_env: names an environment variable, such as SMS_PASSWORD; it"
                + " never holds the password"),
        mistake(
            "deliveries: {sms: {to: 'sftp://me@host/in', known_hosts: k, password_file: pw}}",
            "deliveries.sms.password_file: expected an absolute path: secrets are not kept in the"
                + " workspace, but found `pw`"),
        mistake(
            "deliveries: {sms: {to: 's3a://bucket/in', known_hosts: k}}",
            "deliveries.sms: known_hosts and credentials are of SFTP only; write `to:"
                + " sftp://user@host/folder`, or take them away (other file systems have their"
                + " credentials from Hadoop's settings)"));
  }

  static Stream<Arguments> general() {
    return Stream.of(
        mistake(
            "timezone: Shanghai",
            "timezone: unknown time zone `Shanghai`; did you mean `Asia/Shanghai`?"),
        mistake(
            "timezone: Moon/Crater",
            "timezone: unknown time zone `Moon/Crater`; write one such as Asia/Shanghai"),
        mistake(
            "currency: cny",
            "currency: expected the ISO 4217 code of a currency in capitals, such as CNY, but"
                + " found `cny`"),
        mistake(
            "currency: RMB",
            "currency: expected the ISO 4217 code of a currency, such as CNY, but found `RMB`"),
        mistake(
            "purchase_unit: week", "purchase_unit: expected one of day, order, but found `week`"),
        mistake(
            "calendar: [{name: a, from: 2024-11-11, to: 2024-11-01}]",
            "calendar[0]: ends before it begins: from 2024-11-11 to 2024-11-01; swap the dates"),
        mistake(
            "calendar: [{name: a, from: 2024-11-11}]",
            "calendar[0].to: is missing; write `to: 2024-11-11`"),
        mistake(
            "calendar: [{name: a, from: 2024-11-01, to: 2024-11-31}]",
            "calendar[0].to: expected a date such as 2024-11-01, but found `2024-11-31`"),
        mistake(
            "channels: {pos: {side: shop}}",
            "channels.pos.side: expected one of online, offline, but found `shop`"),
        mistake(
            "channels: {pos: {domain: own}}",
            "channels.pos.domain: expected one of public, private, but found `own`"),
        mistake(
            "channels: {pos: }",
            "channels.pos: expected keys and values, such as {key: value}, but found nothing"),
        mistake(
            "history: {from: 2023}",
            "history.from: expected a date such as 2024-11-01, but found `2023`"),
        mistake(
            "history: {burn_in_days: -1}",
            "history.burn_in_days: expected a whole number from 0 to 36500, but found `-1`"),
        mistake(
            "aov_bands: [300, 100]",
            "aov_bands: lower bounds must ascend, but 100 follows 300; sort them and give each"
                + " once"),
        mistake(
            "aov_bands: [-5]",
            "aov_bands[0]: expected a number of 0 or more, such as 99.90, but found `-5`"),
        mistake(
            "age_bands: [18, 18]",
            "age_bands: lower bounds must ascend, but 18 follows 18; sort them and give each once"));
  }

  static Stream<Arguments> identity() {
    return Stream.of(
        mistake(
            "identity: {namespaces: {phone: {priority: 1}, email: {priority: 1}}}",
            "identity.namespaces: `phone` and `email` both have priority 1; give each its own, the"
                + " smaller the stronger"),
        mistake(
            "identity: {namespaces: {phone: {per_customer: 1}}}",
            "identity.namespaces.phone.priority: is missing; write `priority: 5`"),
        mistake(
            "identity: {namespaces: {phone: {priority: 1, per_customer: 0}}}",
            "identity.namespaces.phone.per_customer: expected a whole number from 1 to 1000000, but"
                + " found `0`"),
        mistake(
            "identity: {namespaces: {phone: {priority: 1, shared_above: 0}}}",
            "identity.namespaces.phone.shared_above: expected a whole number from 1 to 1000000, but"
                + " found `0`"),
        mistake(
            "identity: {namespaces: {phone: {priority: 1, recycled_after: 2y}}}",
            "identity.namespaces.phone.recycled_after: expected a number of days, such as 730d, but"
                + " found `2y`"),
        mistake(
            "identity: {namespaces: {phone: {priority: 1, normalise: phon}}}",
            "identity.namespaces.phone.normalise: expected one of trim, phone, email, but found"
                + " `phon`"),
        mistake(
            "identity: {namespaces: {phone: {priority: 1, normalise: phone, region: China}}}",
            "identity.namespaces.phone.region: expected a country's two capital letters, such as"
                + " CN, but found `China`"),
        mistake(
            "identity: {namespaces: {phone: {priority: 1, region: CN}}}",
            "identity.namespaces.phone: region is for phone numbers; add `normalise: phone`, or"
                + " leave region out"),
        mistake(
            "identity: {namespaces: {}}",
            "identity.namespaces: has no namespace, so that nothing would identify anybody; name"
                + " one"),
        mistake(
            "identity: {namespaces: {phone: }}",
            "identity.namespaces.phone: expected keys and values, such as {key: value}, but found nothing"),
        mistake(
            "identity: {namespaces: {phone: {priority: 1}, 'a:b': {priority: 2}}}",
            "identity.namespaces.a:b: a namespace's name consists of letters, digits and _, such as"
                + " openid_mp"),
        mistake(
            "identity: {blocklist: ['13800138000']}",
            "identity.blocklist[0]: expected namespace:value or namespace:/regex/, such as"
                + " \"phone:13800138000\", but found `13800138000`"),
        mistake(
            "identity: {blocklist: ['fone:1']}",
            "identity.blocklist[0]: unknown namespace `fone`; did you mean `phone`?"),
        mistake(
            "identity: {blocklist: ['phone:/(1/']}",
            "identity.blocklist[0]: `(1` is no regular expression: Unclosed group near character"
                + " 3"),
        mistake(
            "identity: {blocklist: ['phone:1380013']}",
            "identity.blocklist[0]: is no valid value of `phone` (normalise: phone), so that nothing"
                + " would ever match it; correct it, or leave it out: such values are dropped anyway"));
  }

  static Stream<Arguments> measures() {
    String lifecycle =
        "lifecycle: must not descend, new_days <= active_days <= dormant_days, but they are %s (what"
            + " is not given has its default: 90, 180, 365)";
    return Stream.of(
        mistake("lifecycle: {new_days: 200}", lifecycle.formatted("200, 180, 365")),
        mistake("lifecycle: {active_days: 366}", lifecycle.formatted("90, 366, 365")),
        mistake(
            "cycle: {min: 200}",
            "cycle: min must not be above max, but they are 200 and 180 (what is not given has its"
                + " default: 30, 180)"),
        mistake(
            "rfm: {scores: 1}", "rfm.scores: expected a whole number from 2 to 100, but found `1`"),
        mistake(
            "rfm: {window_days: ever}",
            "rfm.window_days: expected a number of days such as 365, or all, but found `ever`"),
        mistake(
            "rfm: {window_days: 0}",
            "rfm.window_days: expected a whole number from 1 to 36500, but found `0`"),
        mistake(
            "rfm: {threshold: median}",
            "rfm.threshold: expected mean, or {recency: 60, frequency: 2, monetary: 500}, but found"
                + " `median`"),
        mistake(
            "rfm: {threshold: {recency: 60, frequency: 2}}",
            "rfm.threshold.monetary: is missing; write `monetary: 500`"),
        mistake(
            "category_preference: {k: [12, 3]}",
            "category_preference.k: must be the smallest and the largest number of clusters, such"
                + " as [3, 12], but is [12, 3]"),
        mistake(
            "category_preference: {k: [3]}",
            "category_preference.k: must be the smallest and the largest number of clusters, such"
                + " as [3, 12], but is [3]"),
        mistake(
            "category_preference: {k: [1, 3]}",
            "category_preference.k[0]: expected a whole number from 2 to 100, but found `1`"),
        mistake(
            "category_preference: {retrain_days: 0}",
            "category_preference.retrain_days: expected a whole number from 1 to 36500, but found"
                + " `0`"),
        mistake(
            "category_preference: {level: l4}",
            "category_preference.level: expected one of l1, l2, l3, but found `l4`"),
        mistake(
            "repurchase: {horizon_days: 400}",
            "repurchase: horizon_days must not be above curve_days, but they are 400 and 365 (what"
                + " is not given has its default: 90, 365)"),
        mistake(
            "repurchase: {min_events: 0}",
            "repurchase.min_events: expected a whole number of 1 or more, but found `0`"),
        mistake(
            "quality: {max_reject_rate: 2%}",
            "quality.max_reject_rate: expected a share between 0 and 1, such as 0.02, but found"
                + " `2%`"),
        mistake(
            "aov_bands: " + IntStream.rangeClosed(1, 63).boxed().toList(),
            "aov_bands: may have 62 bounds at most, but has 63; make wider bands"),
        mistake(
            "maintenance: {vacuum_days: 6}",
            "maintenance.vacuum_days: expected a whole number from 7 to 3650, but found `6`"),
        mistake(
            "quality: {min_rows_vs_previous: 1.5}",
            "quality.min_rows_vs_previous: expected a share between 0 and 1, such as 0.02, but"
                + " found `1.5`"));
  }

  static Stream<Arguments> contact() {
    return Stream.of(
        mistake(
            "contact_policy: {consent_default: ask}",
            "contact_policy.consent_default: expected one of deny, allow, but found `ask`"),
        mistake(
            "contact_policy: {global_holdout: -0.1}",
            "contact_policy.global_holdout: expected a share between 0 and 1, such as 0.02, but"
                + " found `-0.1`"),
        mistake(
            "contact_policy: {caps: [{channel: sms, max: 0, per: 7d}]}",
            "contact_policy.caps[0].max: expected a whole number of 1 or more, but found `0`"),
        mistake(
            "contact_policy: {caps: [{channel: sms, max: 1, per: week}]}",
            "contact_policy.caps[0].per: expected a number of days, such as 730d, but found `week`"),
        mistake(
            "contact_policy: {caps: [{channel: sms, max: 1, per: 7d}, {channel: sms, max: 2, per:"
                + " 7d}]}",
            "contact_policy.caps: has two caps for `sms` per 7d; keep one"));
  }

  static Stream<Arguments> excludedByCondition() {
    return Stream.of(
        mistake(
            "exclude: {orders: \"chanel = 'staff'\"}",
            "exclude.orders: `order` has no column `chanel`; did you mean `channel`?"),
        mistake(
            "exclude: {customers: \"name like '%test%'\"}",
            "exclude.customers: `name` stands in the vault, encrypted, and the tables have a keyed"
                + " hash of it, so that no condition on it would hold; choose these people by"
                + " another column, such as level, or leave their rows out by `where` in the source,"
                + " which sees the dump's own values"),
        mistake(
            "exclude: {customers: \"member_id in ('S01') or member_id like 'S%'\"}",
            "exclude.customers: `member_id` stands in the vault, encrypted, and the tables have a"
                + " keyed hash of it, so that it can only be compared with texts, by = or in:"
                + " `member_id in ('S01', 'S02')`"),
        mistake(
            "exclude: {orders: paid_amount}",
            "exclude.orders: `paid_amount` gives DECIMAL(18,2), but a condition is needed"),
        mistake(
            "exclude: {orders: 'channel ='}",
            "exclude.orders: is not valid Spark SQL: Syntax error at or near end of input (line 1,"
                + " character 10)"));
  }

  private static Arguments mistake(String line, String message) {
    return Arguments.of(line, message);
  }
}
