// Files dropped on a page are chosen as if by the field's own button; what is too large is told before it is sent.
// Without this the field works as it does in every browser.

const MOST_BYTES = 50 * 1024 * 1024
const MOST_FILES = 200

const sum = (files) => [...files].reduce((bytes, file) => bytes + file.size, 0)
const megabytes = (bytes) => `${Math.max(0.1, bytes / 1024 / 1024).toFixed(1)} MB`

function told(files) {
  if (files.length > MOST_FILES) return `${files.length} files are chosen, and at most ${MOST_FILES} can be sent at once.`
  if (sum(files) > MOST_BYTES) return `${megabytes(sum(files))} are chosen, and at most 50 MB can be sent at once.`
  const names = [...files].map((file) => `${file.name} (${megabytes(file.size)})`)
  return names.length > 5 ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ")
}

for (const place of document.querySelectorAll("[data-drop]")) {
  const field = place.querySelector('input[type="file"]')
  const chosen = document.createElement("p")
  chosen.setAttribute("role", "status")
  place.append(chosen)
  place.classList.add("ready")

  const tell = () => {
    chosen.textContent = field.files.length ? `Chosen: ${told(field.files)}` : ""
    field.setCustomValidity(field.files.length > MOST_FILES || sum(field.files) > MOST_BYTES ? told(field.files) : "")
  }
  field.addEventListener("change", tell)
  field.form.addEventListener("submit", (event) => {
    if (field.checkValidity()) return
    event.preventDefault()
    chosen.textContent = `${field.validationMessage} Nothing was sent.`
    field.focus()
  })

  let depth = 0
  const over = (event) => [...event.dataTransfer.types].includes("Files")
  place.addEventListener("dragenter", (event) => {
    if (!over(event)) return
    event.preventDefault()
    depth += 1
    place.classList.add("over")
  })
  place.addEventListener("dragover", (event) => { if (over(event)) event.preventDefault() })
  place.addEventListener("dragleave", () => {
    depth = Math.max(0, depth - 1)
    if (!depth) place.classList.remove("over")
  })
  place.addEventListener("drop", (event) => {
    if (!over(event)) return
    event.preventDefault()
    depth = 0
    place.classList.remove("over")
    field.files = event.dataTransfer.files
    tell()
    field.focus()
  })
  tell()
}
