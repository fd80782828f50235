"""One real Plaza for these tests, as for those of the faults."""

from tests.faults.conftest import plaza, product, scene, shared_plaza, sign_in

__all__ = ["plaza", "product", "scene", "shared_plaza", "sign_in"]
