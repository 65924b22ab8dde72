package dev.kinoloom.codec;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.kinoloom.pipeline.Handover;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The types that one node writes and another, perhaps of another version, reads. */
final class WrittenTypes {
  private static final Comparator<Class<?>> BY_NAME = Comparator.comparing(Class::getSimpleName);

  private static final SortedSet<Class<?>> READ = find();

  private WrittenTypes() {}

  /** Each type that the code names where it reads JSON of a node, or where stages hand over. */
  static SortedSet<Class<?>> read() {
    return READ;
  }

  private static SortedSet<Class<?>> find() {
    var found = new TreeSet<>(BY_NAME);
    new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.kinoloom")
            .stream()
            .flatMap(type -> type.getCodeUnits().stream())
            .filter(WrittenTypes::reads)
            .flatMap(code -> code.getReferencedClassObjects().stream())
            .map(ReferencedClassObject::getRawType)
            .filter(type -> type.getPackageName().startsWith("dev.kinoloom"))
            .map(JavaClass::reflect)
            .forEach(found::add);
    return found;
  }

  private static boolean reads(JavaCodeUnit code) {
    return code.getCallsFromSelf().stream()
        .anyMatch(
            call -> calls(call, Json.class, "decode") || calls(call, Handover.class, "<init>"));
  }

  private static boolean calls(JavaAccess<?> call, Class<?> owner, String name) {
    return call.getTargetOwner().isEquivalentTo(owner) && call.getName().equals(name);
  }

  /** All records and enums that a value of {@code type} may consist of, itself too. */
  static SortedSet<Class<?>> parts(Class<?> type) {
    var found = new TreeSet<>(BY_NAME);
    collect(type, found);
    return found;
  }

  private static void collect(Type type, SortedSet<Class<?>> found) {
    if (type instanceof ParameterizedType of) {
      Stream.of(of.getActualTypeArguments()).forEach(part -> collect(part, found));
    } else if (type instanceof Class<?> known
        && (known.isRecord() || known.isEnum())
        && found.add(known)
        && known.isRecord()) {
      Arrays.stream(known.getRecordComponents())
          .map(RecordComponent::getGenericType)
          .forEach(part -> collect(part, found));
    }
  }
}
