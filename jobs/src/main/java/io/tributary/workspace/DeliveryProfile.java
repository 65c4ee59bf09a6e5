package io.tributary.workspace;

import io.tributary.workspace.Settings.Namespace;
import io.tributary.workspace.Settings.Normalise;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/**
 * What a platform wants to be given: which people it can reach, what a line of its file says, and
 * how the file is written.
 *
 * @param channel what contacts are counted under
 * @param isContact whether a delivery means that people are spoken to; a list of people for an
 *     advertiser does not
 * @param addresses a person needs one of them
 * @param consent one of these channels must be allowed
 * @param refusal none of these may be refused
 * @param isForPeople whether people open the file: cells that a spreadsheet would run are then
 *     neutralised
 * @param takesVariables whether the audience's variables become columns
 */
public record DeliveryProfile(
    String name,
    String meaning,
    String labelZh,
    String channel,
    boolean isContact,
    List<Address> addresses,
    List<String> consent,
    List<String> refusal,
    boolean isForPeople,
    boolean takesVariables,
    List<Column> columns,
    Form form,
    Limits limits) {

  /**
   * A kind of identifier.
   *
   * @param name {@code phone}, {@code email}, or how the names of its namespaces begin: one app or
   *     shop is one namespace
   */
  public record Address(String name) {
    /** Whether values of a namespace are such addresses. */
    public boolean isNamespace(Namespace namespace) {
      return switch (name) {
        case "phone" -> namespace.normalise() == Normalise.PHONE || namespace.name().equals(name);
        case "email" -> namespace.normalise() == Normalise.EMAIL || namespace.name().equals(name);
        default -> namespace.name().startsWith(name);
      };
    }
  }

  /** What stands in a column. */
  public enum Value {
    /** An address, in a form, perhaps hashed. */
    ADDRESS,
    /** The person's name as the CRM has it. */
    NAME,
    ARM,
    AUDIENCE,
    /** SQL over the columns of {@code customers}. */
    CUSTOMER
  }

  /** How an address is written. */
  public enum Writing {
    /** As the vault has it: of phone numbers E.164, {@code +8613812345678}. */
    AS_IS,
    /** A phone number without its country: {@code 13812345678}. */
    NATIONAL,
    /** A phone number without {@code +}: {@code 8613812345678}. */
    DIGITS
  }

  /** How an address is made unreadable: lower-case hexadecimal digits. */
  public enum Hash {
    NONE,
    MD5,
    SHA256
  }

  /**
   * A column of the file.
   *
   * @param sql of {@link Value#CUSTOMER} only
   */
  public record Column(
      String header,
      Value value,
      Optional<Address> address,
      Writing writing,
      Hash hash,
      Optional<String> sql) {}

  /** How a file is written. */
  public record Form(
      String ending, boolean header, Charset encoding, boolean byteOrderMark, String lineEnd) {}

  /**
   * What a platform takes; a longer list is split into parts.
   *
   * @param rows of one file, without its header
   * @param bytes of one file
   * @param minimum fewer people than this are not delivered at all
   */
  public record Limits(long rows, long bytes, long minimum) {}

  /** Whether a line says which arm its person is in; if not, each arm gets a file of its own. */
  public boolean showsArm() {
    return columns.stream().anyMatch(column -> column.value() == Value.ARM);
  }

  /** The addresses in words, for messages. */
  public String wording() {
    return String.join(" or ", addresses.stream().map(Address::name).toList());
  }
}
