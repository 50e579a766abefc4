"""Writes the list of all that meeting-day is made of, as CycloneDX 1.6 in JSON, and holds it against the schema.

python packaging/sbom.py dist/meeting-day.cdx.json

It has what `requirements.txt` pins, with licences, hashes and who needs whom, and no clock: the same versions give the
same bytes. Run it where those versions are installed. Needs `cyclonedx-python-lib[json-validation]`.
"""

import sys
import tomllib
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseAcknowledgement
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from licences import licence_of
from lock import PYPROJECT, REQUIREMENTS
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pinned import Pin, described, needed_by, pins_in

import scheduler

INDEX = "https://pypi.org/simple/{}/"


def component_of(pin: Pin) -> Component:
    """Return a dependency as the list has it."""
    licence = licence_of(pin, for_tests=False)
    files = ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION,
        url=XsUri(INDEX.format(pin.name)),
        comment=f"Its files; each is known by its hash. {f'Wanted where {pin.marker}.' if pin.marker else ''}".strip(),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=one) for one in pin.hashes],
    )
    acknowledged = LicenseAcknowledgement.CONCLUDED if licence.read_in else LicenseAcknowledgement.DECLARED
    return Component(
        type=ComponentType.LIBRARY,
        name=pin.name,
        version=pin.version,
        purl=PackageURL("pypi", None, pin.name, pin.version),
        bom_ref=f"{pin.name}=={pin.version}",
        licenses=[LicenseFactory().make_from_string(licence.expression, license_acknowledgement=acknowledged)],
        external_references=[files],
    )


def bom() -> Bom:
    """Return the list."""
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    name, version = project["name"], scheduler.__version__
    root = Component(
        type=ComponentType.APPLICATION,
        name=name,
        version=version,
        description=project["description"],
        purl=PackageURL("pypi", None, name, version),
        bom_ref=f"{name}=={version}",
        licenses=[LicenseFactory().make_from_string(project["license"])],
    )
    pins = pins_in(REQUIREMENTS)
    components = {pin: component_of(pin) for pin in pins}
    made = Bom(components=components.values())
    made.metadata.component = root
    made.serial_number = uuid5(NAMESPACE_URL, f"{name}=={version} {REQUIREMENTS.read_text(encoding='utf-8')}")
    direct = [*project["dependencies"], *project["optional-dependencies"]["sso"]]
    wanted = {canonicalize_name(Requirement(line).name) for line in direct}
    made.register_dependency(root, [found for pin, found in components.items() if pin.name in wanted])
    for pin, found in components.items():
        needed = set(needed_by(described(pin)))
        made.register_dependency(found, [other for one, other in components.items() if one.name in needed])
    return made


def written(made: Bom) -> str:
    """Return the list as text, without the moment at which it was made."""
    made.metadata.timestamp = None  # type: ignore[assignment] # the library fills in a clock
    return str(JsonV1Dot6(made).output_as_string(indent=1)) + "\n"


def main() -> int:
    """Write the file named on the command line, if it is as the schema says; return the exit code."""
    text = written(bom())
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if wrong is not None:
        print(wrong, file=sys.stderr)
        return 1
    Path(sys.argv[1]).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
