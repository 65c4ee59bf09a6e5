package io.tributary.workspace;

import io.tributary.config.ConfigMap;

/**
 * An audience, and the keys that it was read from, for mistakes that show only among all audiences.
 *
 * @param keys of a journey's step: those of the journey
 */
record AudienceDraft(Audience audience, ConfigMap keys) {
  /** Notes a mistake of a key. */
  void wrong(String key, String what) {
    keys.find(key).ifPresentOrElse(node -> node.wrong(what), () -> keys.missing(key, what));
  }
}
