package io.tributary.pipeline;

import io.tributary.lake.TableSpec;
import io.tributary.workspace.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The contracts of the published tables, {@code schemas/tables/<table>.yaml}: what a row is, and
 * each column's type, unit and meaning. What a job writes is cut to its contract; exports and the
 * dictionary are made from it.
 */
public final class Contracts {
  /** The published tables of this version, in the order of the data dictionary. */
  public static final List<String> PUBLISHED =
      List.of(
          "customers",
          "orders",
          "identity_summary",
          "identity_conflicts",
          "one_id_history",
          "rfm_cuts",
          "category_attach",
          "category_pairs",
          "channel_monthly",
          "customer_mix_monthly",
          "product_performance",
          "store_monthly",
          "refund_monthly",
          "group_transitions",
          "repurchase_curve",
          "repurchase_timing",
          "repurchase_factors",
          "cohort_retention",
          "channel_flow",
          "channel_overlap",
          "segment_profile",
          "customer_diagnosis",
          "reach_summary",
          "net_reconciliation",
          "association_rules",
          "next_best",
          "preference_clusters",
          "preference_by_group",
          "preference_cards",
          "tag_history",
          "audience_ledger",
          "journey_steps",
          "campaign_funnel",
          "campaign_effect",
          "campaign_roi",
          "campaign_stages",
          "channel_response",
          "channel_cross_effect",
          "rejects",
          "runs");

  private static final Map<String, Contract> CONTRACTS = load();

  private Contracts() {}

  /** What users are told about a published table. */
  public static Contract contract(String name) {
    Contract contract = CONTRACTS.get(name);
    if (contract == null) {
      throw new IllegalArgumentException("No contract for table " + name + " in schemas/tables");
    }
    return contract;
  }

  /** The same in a workspace: {@code customers} has a column per tag. */
  public static Contract contract(String name, Workspace workspace) {
    Contract contract = contract(name);
    return name.equals("customers") ? contract.with(workspace.tags()) : contract;
  }

  /** The shape of a published table. */
  public static TableSpec table(String name) {
    return contract(name).spec();
  }

  /** The shape of a published table in a workspace: {@code customers} has a column per tag. */
  public static TableSpec table(String name, Workspace workspace) {
    return contract(name, workspace).spec();
  }

  private static Map<String, Contract> load() {
    Map<String, Contract> contracts = new LinkedHashMap<>();
    PUBLISHED.forEach(name -> contracts.put(name, read(name)));
    return contracts;
  }

  private static Contract read(String name) {
    String resource = "/schemas/tables/" + name + ".yaml";
    try (InputStream in = Contracts.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("The jar lacks " + resource);
      }
      return Contract.of(name, new Yaml(new SafeConstructor(new LoaderOptions())).load(in));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource, e);
    }
  }
}
