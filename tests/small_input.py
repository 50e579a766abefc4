"""A small input as a folder of CSV files, for tests of whole commands."""

from pathlib import Path

TABLES = {
    "settings": "setting,value\ntitle,Small calendar\nauthority,Anytown\nstart_date,2015-11-02\nend_date,2015-11-27\n",
    "bodies": "body,name,meetings_min,notice_clear_days,open_to_public\n"
    "HWB,Health Board,2,5,yes\nGB,Growth Board,1,,\n",
    "people": "person,name,category\n"
    "ANN,Councillor Ann,councillor\nBOB,Councillor Bob,councillor\nDPH,Director of Public Health,officer\n",
    "memberships": "person,body,role\nANN,HWB,chair\nBOB,HWB,\nDPH,HWB,adviser\nBOB,GB,chair\n",
    "rooms": "room,name,venue,capacity\nCR1,Committee Room 1,Town Hall,20\nCR2,Committee Room 2,Town Hall,20\n",
}


def write_input(folder: Path, **tables: str) -> Path:
    """Write the tables, with those given in the place of their own; None leaves a table out."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**TABLES, **tables}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder
