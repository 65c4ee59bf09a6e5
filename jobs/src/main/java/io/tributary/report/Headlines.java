package io.tributary.report;

import static java.util.Collections.frequency;

import io.tributary.report.ViewRows.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The numbers of a night that later nights are compared with. Each section of the page has one that
 * stands for it, and a family of others, of which it names the one that changed most: {@code
 * lifecycle.active} is of the family {@code lifecycle}. No number is worked out here that a table
 * has.
 */
final class Headlines {
  /** How a number is written. */
  enum Unit {
    COUNT,
    SHARE,
    MONEY,
    SECONDS
  }

  /**
   * A number.
   *
   * @param monthAgo what it was 30 days ago, where tonight's tables tell; null: only the report of
   *     that night would
   */
  record Headline(String measure, Unit unit, double value, Double monthAgo) {}

  /** What is to be said of a campaign that had none of these yesterday is a difference to 0. */
  private static final List<String> STATUSES =
      List.of("final", "running", "immature", "unsettled", "withheld");

  private static final Predicate<Line> IS_BUYER =
      line -> !line.is("lifecycle_group", "visitor") && !line.is("lifecycle_group", "prospect");

  private final Map<String, ViewRows> views;
  private final List<Headline> headlines = new ArrayList<>();

  private Headlines(Map<String, ViewRows> views) {
    this.views = views;
  }

  /** The night's numbers; who has no rows has none. */
  static List<Headline> of(Map<String, ViewRows> views) {
    Headlines headlines = new Headlines(views);
    headlines.addData();
    headlines.addCustomers();
    headlines.addRepurchase();
    headlines.addTaste();
    headlines.addTrade();
    headlines.addCampaigns();
    headlines.addOutcome();
    return headlines.headlines;
  }

  private ViewRows view(String name) {
    return views.getOrDefault(name, ViewRows.NONE);
  }

  private void add(String measure, Unit unit, double value) {
    headlines.add(new Headline(measure, unit, value, null));
  }

  private void addShare(String measure, double part, double whole) {
    if (whole > 0) {
      add(measure, Unit.SHARE, part / whole);
    }
  }

  private void addData() {
    double rows = view("sources").sum("rows");
    double rejected = view("sources").sum("rejected");
    add("rows", Unit.COUNT, rows);
    add("rejected.records", Unit.COUNT, rejected);
    addShare("rejected_share", rejected, rows);
  }

  private void addCustomers() {
    ViewRows people = view("people");
    double customers = people.sum("customers");
    add("customers", Unit.COUNT, customers);
    add("buyers", Unit.COUNT, ViewRows.sum(people.where(IS_BUYER), "customers"));
    add(
        "known.members",
        Unit.COUNT,
        ViewRows.sum(people.where(line -> line.is("is_member", true)), "customers"));
    List<Line> nights = view("identity").lines();
    if (!nights.isEmpty()) {
      Line last = nights.get(nights.size() - 1);
      add("known.identifiers", Unit.COUNT, last.number("identifiers"));
      add("known.records", Unit.COUNT, last.number("records"));
    }
    List<Line> reach =
        view("reach").where(line -> line.is("kind", "all") && line.is("channel", "any"));
    addShare("reachable_share", ViewRows.sum(reach, "reachable"), ViewRows.sum(reach, "customers"));
    addLifecycle(people);
    List<Line> scored = people.where(line -> line.get("rfm_segment") != null);
    Map<String, Double> segments = sums(scored, "rfm_segment", "customers");
    addShare(
        "champions_share",
        segments.getOrDefault("champions", 0.0),
        ViewRows.sum(scored, "customers"));
    addAll("rfm", Unit.COUNT, segments);
  }

  /** Who stood where 30 days ago is known on the first night, too. */
  private void addLifecycle(ViewRows people) {
    List<Line> moves = view("transitions").where(line -> line.is("kind", "lifecycle"));
    Map<String, Double> now = sums(people.lines(), "lifecycle_group", "customers");
    Map<String, Double> before = sums(moves, "from", "customers");
    Function<Map<String, Double>, Double> active =
        groups -> groups.getOrDefault("new", 0.0) + groups.getOrDefault("active", 0.0);
    headlines.add(
        new Headline("active_customers", Unit.COUNT, active.apply(now), active.apply(before)));
    now.forEach(
        (group, customers) ->
            headlines.add(
                new Headline(
                    "lifecycle." + group, Unit.COUNT, customers, before.getOrDefault(group, 0.0))));
  }

  private void addRepurchase() {
    for (Line line : view("timing").where(line -> line.is("dimension", "all"))) {
      if (line.get("km_rate_horizon") != null) {
        String measure =
            line.is("step", 1) ? "repurchase_rate" : "repurchase_step.step." + line.text("step");
        add(measure, Unit.SHARE, line.number("km_rate_horizon"));
      }
    }
    List<Line> nextMonth =
        view("cohorts").where(line -> line.is("month_offset", 1) && line.is("is_complete", true));
    List<Line> ofAYear = nextMonth.subList(Math.max(nextMonth.size() - 12, 0), nextMonth.size());
    addShare("retention_1", ViewRows.sum(ofAYear, "active"), ViewRows.sum(ofAYear, "customers"));
  }

  private void addTaste() {
    ViewRows clusters = view("clusters");
    if (!clusters.rows().isEmpty()) {
      add("clustered", Unit.COUNT, clusters.sum("customers"));
    }
    addAll("cluster", Unit.COUNT, sums(clusters.lines(), "label", "customers"));
    ViewRows attach = view("attach");
    addShare("attach_share", attach.sum("attach_buyers"), attach.sum("buyers"));
    addAll("attach", Unit.SHARE, sums(attach.lines(), "category", "attach_share"));
  }

  private void addTrade() {
    for (Line line : view("net").where(line -> line.is("step", "net_of_orders"))) {
      add("net", Unit.MONEY, line.number("amount"));
    }
    addAll(
        "channel_net",
        Unit.MONEY,
        sums(view("channels").where(line -> !line.is("channel", "all")), "channel", "net"));
    List<Line> categories = view("products").where(line -> line.is("level", "l1"));
    if (!categories.isEmpty()) {
      add("product_net", Unit.MONEY, ViewRows.sum(categories, "net"));
    }
    addAll("category_net", Unit.MONEY, sums(categories, "product", "net"));
    List<Line> settled =
        view("refunds").where(line -> line.is("settled", true) && line.is("category_l1", "all"));
    Map<String, Double> refund = sums(settled, "channel", "refund");
    Map<String, Double> sold = sums(settled, "channel", "sold");
    refund.forEach(
        (channel, amount) ->
            addShare(
                channel.equals("all") ? "refund_rate" : "refund_rate_channel." + channel,
                amount,
                sold.get(channel)));
  }

  /** Campaigns by how far they are, which is the same for all their arms. */
  private void addCampaigns() {
    Map<String, String> statuses = new LinkedHashMap<>();
    view("campaign_effects")
        .where(line -> line.is("role", "primary"))
        .forEach(line -> statuses.put(line.text("campaign"), line.text("status")));
    if (!statuses.isEmpty()) {
      Map<String, Double> counts = new LinkedHashMap<>();
      STATUSES.forEach(s -> counts.put(s, (double) frequency(statuses.values(), s)));
      add("campaigns_told", Unit.COUNT, counts.get("final") + counts.get("running"));
      addAll("campaign_status", Unit.COUNT, counts);
    }
    ViewRows answers = view("channel_answers");
    addShare("response_share", answers.sum("responses"), answers.sum("touches"));
    addAll("response_channel", Unit.SHARE, sums(answers.lines(), "channel", "response_share"));
  }

  private void addOutcome() {
    List<Line> selected = view("audiences").where(line -> line.is("status", "selected"));
    if (!view("audiences").rows().isEmpty()) {
      add("selected", Unit.COUNT, ViewRows.sum(selected, "people"));
    }
    addAll("audience", Unit.COUNT, sums(selected, "audience", "people"));
    ViewRows runs = view("runs");
    if (!runs.rows().isEmpty()) {
      String tonight = runs.lines().get(0).text("as_of");
      List<Line> jobs = runs.where(line -> line.is("as_of", tonight));
      add("seconds", Unit.SECONDS, ViewRows.sum(jobs, "seconds"));
      addAll("job", Unit.SECONDS, sums(jobs, "job", "seconds"));
    }
  }

  private void addAll(String family, Unit unit, Map<String, Double> values) {
    values.forEach((name, value) -> add(family + "." + name, unit, value));
  }

  private static Map<String, Double> sums(List<Line> lines, String by, String column) {
    Map<String, Double> sums = new LinkedHashMap<>();
    lines.forEach(line -> sums.merge(line.text(by), line.number(column), Double::sum));
    return sums;
  }
}
