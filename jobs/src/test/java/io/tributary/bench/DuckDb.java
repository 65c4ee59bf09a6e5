package io.tributary.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The peer: DuckDB within this process, with as many threads as Spark has. */
final class DuckDb implements AutoCloseable {
  private final Connection connection;
  private final Statement statement;

  /**
   * Opens an empty database in memory.
   *
   * @param folder for what does not fit into memory
   */
  DuckDb(Path folder) throws SQLException {
    this.connection = DriverManager.getConnection("jdbc:duckdb:");
    this.statement = connection.createStatement();
    statement.execute("SET threads = " + Runtime.getRuntime().availableProcessors());
    statement.execute("SET preserve_insertion_order = false");
    // Of a machine's memory Java's heap has its share; what DuckDB cannot keep goes to its folder.
    statement.execute("SET memory_limit = '8GB'");
    statement.execute("SET temp_directory = '" + folder.resolve("duckdb") + "'");
  }

  /** Runs statements; seconds that they took. */
  double run(String sql) throws SQLException {
    long start = System.nanoTime();
    statement.execute(sql);
    return (System.nanoTime() - start) / 1e9;
  }

  /** Rows as lines of text, columns apart by a bar. */
  List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> values = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          values.add(result.getString(column));
        }
        rows.add(String.join(" | ", values));
      }
    }
    return rows;
  }

  /** How many rows only one of two queries gives. */
  long differences(String one, String other) throws SQLException {
    return Long.parseLong(
        rows("SELECT count(*) FROM ((%1$s EXCEPT ALL %2$s) UNION ALL (%2$s EXCEPT ALL %1$s))"
                .formatted("(" + one + ")", "(" + other + ")"))
            .get(0));
  }

  @Override
  public void close() throws SQLException {
    statement.close();
    connection.close();
  }
}
