package io.tributary.config;

import io.tributary.pipeline.Problems;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Opens a YAML file as a {@link ConfigMap}. Only SnakeYAML's tree of nodes is used, never its
 * construction of objects, so that positions are kept and tags such as {@code !!java…} mean
 * nothing; its own limits on aliases, depth and size hold.
 */
public final class ConfigFile {
  private ConfigFile() {}

  /**
   * Reads a file.
   *
   * @param name how messages call it
   * @return the map that the file holds; empty if it could not be read, and then a problem was
   *     noted
   */
  public static Optional<ConfigMap> read(Path file, String name, Problems problems) {
    try {
      return parse(decode(Files.readAllBytes(file)), name, problems);
    } catch (CharacterCodingException e) {
      problems.add(name, "is not UTF-8 text; save it with the encoding UTF-8");
    } catch (IOException e) {
      problems.add(name, "cannot be read (" + e + "); make it a readable file");
    }
    return Optional.empty();
  }

  /** Reads a text as if it were the file of that name. */
  public static Optional<ConfigMap> parse(String text, String name, Problems problems) {
    Node root;
    try {
      root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      problems.add(name + ":" + line, "is not valid YAML: " + reason(e));
      return Optional.empty();
    } catch (YAMLException e) {
      problems.add(name, "is not valid YAML: " + e.getMessage().replaceAll("\\s+", " "));
      return Optional.empty();
    }
    if (root == null) {
      problems.add(name, "is empty; write keys and values, such as `brand: Demo Footwear`");
      return Optional.empty();
    }
    return new ConfigNode(name, "", root, problems).map();
  }

  private static String decode(byte[] bytes) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static String reason(MarkedYAMLException e) {
    String problem = e.getProblem();
    if (problem != null && problem.contains("\\t")) {
      return "a tab where only spaces may stand; indent with spaces";
    }
    if (problem != null && problem.contains("<block end>")) {
      return "this line does not fit the ones above; indent it like them, and close what is open";
    }
    String context = e.getContext() == null ? "" : e.getContext().strip() + ": ";
    return context + problem + "; put text that holds `: `, ` #` or starts with a sign in quotes";
  }
}
