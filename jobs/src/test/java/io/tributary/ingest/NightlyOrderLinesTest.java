package io.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nights leave of order lines, and of the orders that are summed up from them. */
class NightlyOrderLinesTest {
  private static final String LINES =
      """
      source: till
      files: till/{date}-*.csv
      format: csv
      entities:
        - entity: order_line
          columns:
            order_id: "no"
            line_no: "line"
            sku: "sku"
            quantity: "cast(n as int)"
            line_amount: "cast(amount as decimal(18,2))"
            channel: "till"
            ordered_at: "to_timestamp(at)"
          identifiers: {phone: "phone", member_id: "member"}
      """;

  private static final String LINE_HEADER = "no,line,sku,n,amount,till,at,phone,member";

  @TempDir Path folder;

  @Test
  void linesAreReplacedAsAWholeAndOrdersAreTheirSum() {
    WorkspaceFixture tills =
        WorkspaceFixture.in(folder)
            .source(LINES)
            .dump(
                "till/2025-06-01-a.csv",
                LINE_HEADER,
                "numbered,1,shoe,1,200,pos,2025-06-01 10:00:00,13812345678,",
                "numbered,2,sock,3,30,app,2025-06-01 09:00:00,,M1",
                "by position,,sock,1,10,pos,2025-06-01 11:00:00,,",
                "by position,,sock,1,10,pos,2025-06-01 11:00:00,,",
                "by position,,shoe,1,200,pos,2025-06-01 11:00:00,,",
                "taken back,1,hat,1,50,pos,2025-06-01 12:00:00,,")
            .dump(
                "till/2025-06-01-b.csv",
                LINE_HEADER,
                "taken back later,1,hat,1,50,pos,2025-06-01 12:00:00,,")
            .ingest("2025-06-01");
    assertThat(tills.tables().rows("clean_order_line", "order_id", "line_key", "line_amount"))
        .containsExactly(
            "by position | shoe#1 | 200.00",
            "by position | sock#1 | 10.00",
            "by position | sock#2 | 10.00",
            "numbered | n1 | 200.00",
            "numbered | n2 | 30.00",
            "taken back later | n1 | 50.00",
            "taken back | n1 | 50.00");
    assertThat(
            tills
                .tables()
                .rows("clean_order", "order_id", "channel", "ordered_at", "paid_amount", "status"))
        .containsExactly(
            "by position | pos | 2025-06-01 11:00:00 | 220.00 | paid",
            "numbered | app | 2025-06-01 09:00:00 | 230.00 | paid",
            "taken back later | pos | 2025-06-01 12:00:00 | 50.00 | paid",
            "taken back | pos | 2025-06-01 12:00:00 | 50.00 | paid");

    tills
        .dump(
            "till/2025-06-02-a.csv",
            LINE_HEADER,
            "numbered,2,sock,2,20,app,2025-06-01 09:00:00,,M1",
            "by position,,sock,1,11,pos,2025-06-01 11:00:00,,")
        .dump(
            "till/2025-05-31-late.csv",
            LINE_HEADER,
            "numbered,9,hat,1,99,pos,2025-05-31 09:00:00,,")
        .retract("till/2025-06-01-b.csv")
        .ingest("2025-06-02");
    assertThat(tills.tables().rows("clean_order_line", "order_id", "line_key", "line_amount"))
        .containsExactly(
            "by position | sock#1 | 11.00", "numbered | n2 | 20.00", "taken back | n1 | 50.00");
    assertThat(
            tills.tables().rows("clean_order", "order_id", "channel", "paid_amount", "identifiers"))
        .containsExactly(
            "by position | pos | 11.00 | -",
            "numbered | app | 20.00 | member_id=M1",
            "taken back | pos | 50.00 | -");
  }

  @Test
  void aDerivedOrderTakesTheIdentifiersOfAllItsLinesAndGoesWithThem() {
    WorkspaceFixture tills =
        WorkspaceFixture.in(folder)
            .source(LINES.replace("format: csv", "format: csv\ndelivery: full"))
            .dump(
                "till/2025-06-01-a.csv",
                LINE_HEADER,
                "stays,1,shoe,1,200,pos,2025-06-01 10:00:00,13812345678,",
                "stays,2,sock,3,30,app,2025-06-01 10:00:00,138-1234-5678,M1",
                "goes,1,hat,1,50,pos,2025-06-01 12:00:00,,M2")
            .ingest("2025-06-01");
    assertThat(tills.tables().rows("clean_order", "order_id", "channel", "identifiers"))
        .containsExactly(
            "goes | pos | member_id=M2", "stays | pos | member_id=M1, phone=+8613812345678");

    tills
        .dump(
            "till/2025-06-02-a.csv",
            LINE_HEADER,
            "stays,1,shoe,1,200,pos,2025-06-01 10:00:00,13812345678,")
        .ingest("2025-06-02");
    assertThat(tills.tables().rows("clean_order", "order_id", "paid_amount", "identifiers"))
        .containsExactly("stays | 200.00 | phone=+8613812345678");
  }
}
