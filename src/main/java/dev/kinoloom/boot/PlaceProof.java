package dev.kinoloom.boot;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.store.DatabaseAddress;
import dev.kinoloom.store.PlaceClaim;
import dev.kinoloom.store.PlaceClaim.Place;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * All nodes of a database keep files in one place, or they would not find each other's: the id that
 * the place bears and the one that the database knows must be the same. Blocks.
 */
final class PlaceProof {
  private PlaceProof() {}

  /**
   * The id of place and database; the first node gives it. Where the database knows of a place,
   * nothing is made or written in one without an id: a share that is not mounted must not be
   * replaced by an empty directory. Throws {@link CannotStart}.
   */
  static String of(ArtifactPlace place, DatabaseAddress address) {
    var before = PlaceClaim.known(address);
    var marked = mark(place, before.isEmpty());
    var known =
        marked.isEmpty()
            ? before.orElseThrow()
            : PlaceClaim.claim(address, new Place(marked.get(), place.where()));
    if (!marked.equals(Optional.of(known.id()))) {
      throw new CannotStart(
          "The files of this database are kept in another place than %s%s: it was %s on the node that came first. Set %s; if %s is that one, restored or moved, %s."
              .formatted(
                  place.where(),
                  marked.isEmpty() ? ", which is not there or bears no id (is it mounted?)" : "",
                  known.where(),
                  place.setting(),
                  place.where(),
                  place.howToMark(known.id())));
    }
    return known.id();
  }

  /** {@code first}: it gets an id if it has none. */
  private static Optional<String> mark(ArtifactPlace place, boolean first) {
    try {
      return first ? Optional.of(place.mark(UUID.randomUUID().toString())) : place.marked();
    } catch (Failed e) {
      throw new CannotStart(e.failure().forOperators(), e);
    } catch (IOException e) {
      throw new CannotStart(
          "Files cannot be kept in %s (%s): set artifacts.directory to a directory that may be written."
              .formatted(place.where(), e.getMessage()),
          e);
    }
  }
}
