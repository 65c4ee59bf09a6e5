package io.tributary.command;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.LoggerFactory;

/**
 * The classes that this process has loaded, written down for later ones, which then start in half
 * the time. The launcher says where, if there is none yet. Java can do so by itself as it ends, but
 * would also do it when it is stopped, and keep whoever stops it waiting.
 */
final class ClassArchive {
  private static final String FILE = "tributary.classes";

  private ClassArchive() {}

  /** Where it is to be written, if anywhere. */
  static Optional<String> wanted() {
    return Optional.ofNullable(System.getProperty(FILE));
  }

  /** Writes it. That it cannot be written is no failure of the command. */
  static void write(String file) {
    PrintStream out = System.out;
    // Java tells of it there, where programs read what the command says.
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    try {
      ManagementFactory.getPlatformMBeanServer()
          .invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "vmCds",
              new Object[] {new String[] {"dynamic_dump", file}},
              new String[] {String[].class.getName()});
    } catch (JMException e) {
      LoggerFactory.getLogger(ClassArchive.class).warn("No archive of classes was written", e);
    } finally {
      System.setOut(out);
    }
  }
}
