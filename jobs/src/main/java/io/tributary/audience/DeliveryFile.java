package io.tributary.audience;

import io.tributary.lake.FileStore;
import io.tributary.workspace.DeliveryProfile;
import io.tributary.workspace.DeliveryProfile.Form;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;

/**
 * One delivery, as it is written: RFC 4180 lines in the platform's encoding, split into parts where
 * it sets limits. Every part begins with the header.
 */
final class DeliveryFile implements AutoCloseable {
  private static final Pattern NEEDS_QUOTES = Pattern.compile("[,\"\\r\\n]");

  /** What a spreadsheet would run; a negative number is none of it. */
  private static final Pattern FORMULA = Pattern.compile("(?s)[=+\\-@\\t\\r].*");

  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final FileStore files;
  private final Path folder;
  private final DeliveryProfile profile;
  private final String name;
  private final List<String> header;
  private final List<Map<String, Object>> parts = new ArrayList<>();
  private OutputStream out;
  private MessageDigest digest;
  private long rows;
  private long bytes;

  /**
   * Begins a delivery.
   *
   * @param name the file's name without its ending; the second part is called {@code name-2}
   */
  DeliveryFile(
      FileStore files, Path folder, DeliveryProfile profile, String name, List<String> header) {
    this.files = files;
    this.folder = folder;
    this.profile = profile;
    this.name = name;
    this.header = header;
  }

  /** Writes one person. */
  void add(List<String> cells) throws IOException {
    byte[] line = line(cells);
    boolean isFull =
        rows >= profile.limits().rows() || bytes + line.length > profile.limits().bytes();
    if (out == null || isFull && rows > 0) {
      begin();
    }
    write(line);
    rows++;
  }

  /** Writes a part with nobody in it, if nobody was added. */
  void requirePart() throws IOException {
    if (out == null && parts.isEmpty()) {
      begin();
    }
  }

  private void begin() throws IOException {
    close();
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    out = files.createPrivate(new Path(folder, fileName()));
    rows = 0;
    bytes = 0;
    Form form = profile.form();
    if (form.byteOrderMark()) {
      write(BYTE_ORDER_MARK.getBytes(form.encoding()));
    }
    if (form.header()) {
      write(line(header));
    }
  }

  private String fileName() {
    String part = parts.isEmpty() ? "" : "-" + (parts.size() + 1);
    return name + part + "." + profile.form().ending();
  }

  private void write(byte[] text) throws IOException {
    out.write(text);
    digest.update(text);
    bytes += text.length;
  }

  private byte[] line(List<String> cells) {
    String line = cells.stream().map(this::cell).collect(Collectors.joining(","));
    return (line + profile.form().lineEnd()).getBytes(profile.form().encoding());
  }

  private String cell(String text) {
    String shown =
        profile.isForPeople() && FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches()
            ? "'" + text
            : text;
    return NEEDS_QUOTES.matcher(shown).find() ? "\"" + shown.replace("\"", "\"\"") + "\"" : shown;
  }

  /** Ends the part that is being written. */
  @Override
  public void close() throws IOException {
    if (out == null) {
      return;
    }
    out.close();
    out = null;
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("delivery", profile.name());
    part.put("file", fileName());
    part.put("rows", rows);
    part.put("bytes", bytes);
    part.put("sha256", HexFormat.of().formatHex(digest.digest()));
    part.put("columns", header);
    parts.add(part);
  }

  /** What was written, for the manifest. */
  List<Map<String, Object>> parts() {
    return parts;
  }
}
