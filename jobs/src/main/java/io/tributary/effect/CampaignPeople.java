package io.tributary.effect;

import static io.tributary.lake.TableSpec.ColumnSpec.required;

import io.tributary.lake.TableSpec;
import io.tributary.lake.TableSpec.ColumnSpec;
import java.util.List;

/**
 * The table {@code campaign_people}: who was assigned to which arm, and what was known of them
 * then. A row is written on the first night that sees the assignment, and never changes.
 *
 * <p>Nothing that happens afterwards may decide who is compared with whom. Contacted people tell
 * more about themselves (a member code at the till, an app installed for a coupon), so their orders
 * would be found more often; hence their identifiers as they were known at the assignment are kept,
 * and purchases count when they are tied to one of these. For the same reason a merge of identities
 * neither moves nor removes anybody: two ids that were assigned stay two people here.
 */
final class CampaignPeople {
  static final String TABLE = "campaign_people";

  static final TableSpec SPEC =
      new TableSpec(
          TABLE,
          "One person of a campaign, as they were known when they were assigned; never changed",
          List.of("campaign", "person"),
          List.of(
              required("campaign", "string", "The campaign"),
              required("person", "string", "The customer, under the id of the time"),
              required("arm", "string", "The arm"),
              required("assigned_on", "date", "The day of the assignment"),
              required("noted_on", "date", "The business date of the night that wrote the row"),
              required("lifecycle_group", "string", "Lifecycle group at the assignment"),
              required("stage", "string", "Stage at the assignment"),
              new ColumnSpec(
                  "preference_cluster", "int", true, "Preference cluster at the assignment"),
              new ColumnSpec(
                  "days_since_last",
                  "int",
                  true,
                  "Days since the last purchase, at the assignment"),
              required("cycle_days", "double", "The purchase cycle that stages go by"),
              required("net_before", "bigint", "Net of the 90 days before, in cents"),
              required("purchase_days", "array<int>", "Purchase days, in days since 1970-01-01"),
              required(
                  "identifiers",
                  "array<struct<namespace: string, key: binary>>",
                  "The person's identifiers as they were known at the assignment"),
              required(
                  "subjects",
                  "array<string>",
                  "What was assigned of theirs: the id, or the hashed identifiers of a list")),
          false);

  private CampaignPeople() {}
}
