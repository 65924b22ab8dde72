package dev.kinoloom.delivery;

import dev.kinoloom.bus.Silence;
import org.junit.jupiter.api.BeforeEach;

/** Watchers are told the same, only later, when every message of the bus is lost. */
class SseWithoutHintsIT extends SseRoutesIT {
  @BeforeEach
  void loseEveryMessage() {
    Silence.on(service.vertx);
  }
}
