package io.tributary.identity;

import io.tributary.ingest.CleanTable;
import io.tributary.lake.JobState;
import io.tributary.lake.Lake;
import io.tributary.lake.LakeState;
import io.tributary.pipeline.Run;
import io.tributary.vault.Sealer;
import io.tributary.workspace.Settings;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which versions of the clean tables a night reads.
 *
 * @param now the newest versions, by table
 * @param changed the entities whose tables changed since the last finished night, with the version
 *     that it had read (-1: none)
 * @param inFull whether everything is computed anew
 * @param fingerprint of the settings that decide who is who
 */
record EvidenceVersions(
    List<String> entities,
    Map<String, Long> now,
    Map<String, Long> changed,
    boolean inFull,
    String fingerprint) {

  static EvidenceVersions of(Run run, JobState state) {
    Lake lake = run.lake();
    boolean derived = LakeState.of(lake).ordersAreDerived();
    List<String> entities = Evidence.entities(lake, derived);
    Map<String, Long> now = lake.versions(entities.stream().map(CleanTable::name).toList());
    Map<String, Long> changed = new TreeMap<>();
    boolean wentBack = false;
    for (String entity : entities) {
      long before = state.versionRead(CleanTable.name(entity)).orElse(-1L);
      long newest = now.get(CleanTable.name(entity));
      if (newest > before) {
        changed.put(entity, before);
      }
      wentBack |= newest < before;
    }
    String fingerprint = fingerprint(run, derived);
    boolean inFull = run.full() || wentBack || !state.ranWith(fingerprint);
    return new EvidenceVersions(entities, now, changed, inFull, fingerprint);
  }

  /** Keyed, as the blocklist is among them. */
  private static String fingerprint(Run run, boolean derived) {
    Settings settings = run.workspace().settings();
    String text = settings.timezone() + " " + derived + " " + settings.identity();
    return HexFormat.of().formatHex(new Sealer(run.key()).hash("settings:identity", text));
  }
}
