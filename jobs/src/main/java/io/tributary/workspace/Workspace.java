package io.tributary.workspace;

import java.nio.file.Path;
import java.util.List;

/**
 * One retailer: a validated workspace folder.
 *
 * @param folder the workspace folder
 * @param sources in the order of their names
 * @param tags in the order of their names
 * @param audiences in an order in which each comes after those that it excludes, else by name steps
 *     of journeys are audiences, too
 * @param journeys in the order of their names
 * @param campaigns in the order of their names
 * @param warnings what is not wrong, but deserves a look; each a full sentence
 */
public record Workspace(
    Path folder,
    Settings settings,
    List<Source> sources,
    List<Tag> tags,
    List<Audience> audiences,
    List<Journey> journeys,
    List<Campaign> campaigns,
    List<String> warnings) {

  /** Where the dumps lie: a Hadoop path, absolute. */
  public String landing() {
    return resolve(settings.landing());
  }

  /** Where the tables lie: a Hadoop path, absolute. */
  public String lake() {
    return resolve(settings.lake());
  }

  /** Where the files for people appear: a Hadoop path, absolute. */
  public String exports() {
    return resolve(settings.exports());
  }

  private String resolve(String location) {
    boolean hasScheme = location.matches("[A-Za-z][A-Za-z0-9+.-]*:/.*");
    return hasScheme ? location : folder.toAbsolutePath().normalize().resolve(location).toString();
  }
}
