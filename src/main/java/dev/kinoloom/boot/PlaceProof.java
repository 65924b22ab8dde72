package dev.kinoloom.boot;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.store.DatabaseAddress;
import dev.kinoloom.store.PlaceClaim;
import dev.kinoloom.store.PlaceClaim.Place;
import java.io.IOException;
import java.util.UUID;

/**
 * All nodes of a database keep files in one place, or they would not find each other's: the id that
 * the place bears and the one that the database knows must be the same. Blocks.
 */
final class PlaceProof {
  private PlaceProof() {}

  /** The id of place and database; the first node gives it. Throws {@link CannotStart}. */
  static String of(ArtifactPlace place, DatabaseAddress address) {
    var here = new Place(mark(place), place.where());
    var known = PlaceClaim.claim(address, here);
    if (!known.id().equals(here.id())) {
      throw new CannotStart(
          "The files of this database are kept in another place than %s: it was %s on the node that came first. Set %s; if %s is that one, restored or moved, %s."
              .formatted(
                  here.where(),
                  known.where(),
                  place.setting(),
                  here.where(),
                  place.howToMark(known.id())));
    }
    return known.id();
  }

  private static String mark(ArtifactPlace place) {
    try {
      return place.mark(UUID.randomUUID().toString());
    } catch (Failed e) {
      throw new CannotStart(e.failure().message(), e);
    } catch (IOException e) {
      throw new CannotStart(
          "Files cannot be kept in %s (%s): set artifacts.directory to a directory that may be written."
              .formatted(place.where(), e.getMessage()),
          e);
    }
  }
}
