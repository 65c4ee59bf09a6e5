package io.tributary.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.identity.EvidenceChain.Step;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EvidenceChainTest {
  private static final List<Step<String, Integer>> LINKS =
      List.of(
          new Step<>("phone", "email", 1),
          new Step<>("openid", "email", 2),
          new Step<>("openid", "member", 3),
          new Step<>("phone", "device", 4),
          new Step<>("device", "member", 5));

  @Test
  void theShortestChainByTheEarlierLinks() {
    assertThat(chain("phone", "member")).contains("phone -4- device, device -5- member");
    assertThat(chain("email", "member")).contains("email -2- openid, openid -3- member");
    assertThat(chain("member", "member")).contains("");
    assertThat(chain("phone", "nobody")).isEmpty();
  }

  private static Optional<String> chain(String from, String to) {
    return EvidenceChain.between(from, to, LINKS)
        .map(
            steps ->
                steps.stream()
                    .map(s -> s.from() + " -" + s.record() + "- " + s.to())
                    .collect(Collectors.joining(", ")));
  }
}
